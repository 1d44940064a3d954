package com.bedrot.lake.extract.replica.server;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the placeholders of a golden text:
 *
 * <ul>
 *   <li>{@code {{day-3}}}, {@code {{day-3:MMMM d}}}: a day before today, ISO or by the pattern
 *   <li>{@code {{month-2}}}, {@code {{month-2:MM-yyyy}}}: a month before this one
 *   <li>{@code {{epoch-3}}}: 9:00 UTC of that day in seconds
 *   <li>{@code {{bom}}}: the byte order mark
 *   <li>{@code {{name}}}: a value handed in
 * </ul>
 */
final class Placeholders {
  private static final Pattern ONE = Pattern.compile("\\{\\{([a-z_]+)(?:-(\\d+))?(?::([^}]+))?}}");
  private static final int EPOCH_HOUR = 9;

  private final LocalDate today;

  Placeholders(LocalDate today) {
    this.today = today;
  }

  /**
   * The text without placeholders.
   *
   * @param escape applied to values handed in
   * @throws IllegalArgumentException if a placeholder has no value
   */
  String fill(String text, Map<String, String> values, UnaryOperator<String> escape) {
    Matcher found = ONE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (found.find()) {
      String back = found.group(2) == null ? "0" : found.group(2);
      String pattern = found.group(3) == null ? "" : found.group(3);
      String value = values.get(found.group(1));
      String put =
          value == null
              ? dated(found.group(1), Long.parseLong(back), pattern)
              : escape.apply(value);
      found.appendReplacement(filled, Matcher.quoteReplacement(put));
    }
    return found.appendTail(filled).toString();
  }

  private String dated(String name, long back, String pattern) {
    return switch (name) {
      case "day" -> written(today.minusDays(back), pattern);
      case "month" -> written(YearMonth.from(today).minusMonths(back), pattern);
      case "epoch" ->
          Long.toString(today.minusDays(back).atTime(EPOCH_HOUR, 0).toEpochSecond(ZoneOffset.UTC));
      case "bom" -> "\ufeff";
      default -> throw new IllegalArgumentException("no value for {{" + name + "}}");
    };
  }

  private static String written(TemporalAccessor date, String pattern) {
    return pattern.isEmpty()
        ? date.toString()
        : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(date);
  }
}
