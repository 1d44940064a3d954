package com.bedrot.lake.conf.format;

import java.util.Locale;

/** Texts from outside as messages may show them. */
public final class Shown {
  private static final int LONGEST = 120;

  private Shown() {}

  /**
   * In double quotes, ASCII printable and plain letters as they are, everything else as {@code
   * \\uXXXX}, cut after 120 characters.
   */
  public static String text(String raw) {
    StringBuilder out = new StringBuilder("\"");
    raw.codePoints().limit(LONGEST).forEach(c -> append(out, c));
    return out.append(raw.codePointCount(0, raw.length()) > LONGEST ? "...\"" : "\"").toString();
  }

  private static void append(StringBuilder out, int c) {
    boolean plain = c >= 32 && c < 127 || c > 160 && Character.isLetterOrDigit(c);
    if (plain && c != '"' && c != '\\') {
      out.appendCodePoint(c);
    } else if (c == '"' || c == '\\') {
      out.append('\\').append((char) c);
    } else {
      out.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08X" : "\\u%04X", c));
    }
  }
}
