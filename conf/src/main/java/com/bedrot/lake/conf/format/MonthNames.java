package com.bedrot.lake.conf.format;

import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Month and day written in words: English, Spanish, German, French, Portuguese, Swedish and Russian
 * (nominative and genitive), full or shortened, in both orders.
 */
public final class MonthNames {
  private static final List<String> LANGUAGES =
      List.of(
          "january february march april may june july august september october november december",
          "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
          "januar februar märz april mai juni juli august september oktober november dezember",
          "jänner feber maerz april mai juni juli august september oktober november dezember",
          "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
          "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
          "januari februari mars april maj juni juli augusti september oktober november december",
          "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
          "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
          "ene feb mar abr may jun jul ago sep oct nov dic",
          "jan feb mär apr mai jun jul aug sep okt nov dez",
          "jan feb mar apr maj jun jul aug sep okt nov dec",
          "janv févr mars avr mai juin juil août sept oct nov déc",
          "jan fev mar abr mai jun jul ago set out nov dez",
          "янв февр мар апр мая июн июл авг сент окт нояб дек");
  private static final Map<String, Integer> MONTHS = months();
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(\\d{1,2})(?:\\.|er|º|st|nd|rd|th)?\\s+(?:de\\s+|of\\s+|d['’])?(\\p{L}+)\\.?");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("(\\p{L}+)\\.?\\s+(\\d{1,2})(?:\\.|st|nd|rd|th)?");

  private MonthNames() {}

  /** The month (1 to 12) a word names, in any of the languages. */
  public static Optional<Integer> month(String word) {
    return Optional.ofNullable(MONTHS.get(word.toLowerCase(Locale.ROOT)));
  }

  /**
   * {@code April 12}, {@code 28 August}, {@code 28. August}, {@code 8 de marzo}, {@code 28 апреля}.
   *
   * @return empty where the text is not a month and a day, or no such day exists in any year
   */
  public static Optional<MonthDay> parse(String text) {
    String plain = text.strip();
    Matcher dayFirst = DAY_FIRST.matcher(plain);
    if (dayFirst.matches()) {
      return of(dayFirst.group(2), dayFirst.group(1));
    }
    Matcher monthFirst = MONTH_FIRST.matcher(plain);
    if (monthFirst.matches()) {
      return of(monthFirst.group(1), monthFirst.group(2));
    }
    return Optional.empty();
  }

  private static Optional<MonthDay> of(String word, String day) {
    Optional<Integer> month = month(word);
    if (month.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MonthDay.of(month.get(), Integer.parseInt(day)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> all = new HashMap<>();
    for (String language : LANGUAGES) {
      String[] names = language.split(" ");
      for (int i = 0; i < names.length; i++) {
        all.putIfAbsent(names[i], i + 1);
      }
    }
    return Map.copyOf(all);
  }
}
