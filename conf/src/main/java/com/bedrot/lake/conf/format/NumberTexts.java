package com.bedrot.lake.conf.format;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers as a column's contract writes them. */
public final class NumberTexts {
  private static final Pattern PLAIN = Pattern.compile("[-+]?\\d{1,38}(\\.\\d{1,38})?");
  private static final Pattern POINT = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})*(\\.\\d{1,38})?");
  private static final Pattern COMMA = Pattern.compile("[-+]?\\d{1,3}(\\.\\d{3})*(,\\d{1,38})?");

  private NumberTexts() {}

  /**
   * The number, or empty where the text is none in that format.
   *
   * @param format {@code plain}, {@code grouped-point} or {@code grouped-comma}
   */
  public static Optional<BigDecimal> parse(String text, String format) {
    String plain = text.strip();
    if (format.equals("grouped-comma") && COMMA.matcher(plain).matches()) {
      plain = plain.replace(".", "").replace(',', '.');
    } else if (format.equals("grouped-point") && POINT.matcher(plain).matches()) {
      plain = plain.replace(",", "");
    }
    return PLAIN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
  }
}
