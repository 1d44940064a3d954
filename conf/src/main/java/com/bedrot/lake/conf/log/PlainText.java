package com.bedrot.lake.conf.log;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes text from data safe to print: it cannot steer a terminal or forge a line. */
public final class PlainText {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|[@-Z\\\\^_])?");

  private PlainText() {}

  /** One line: escape sequences removed, line breaks and control characters shown escaped. */
  public static String line(String text) {
    return cleaned(text, false);
  }

  /** As {@link #line}, keeping line feeds. */
  public static String lines(String text) {
    return cleaned(text, true);
  }

  private static String cleaned(String text, boolean keepsLineFeeds) {
    if (text.chars().noneMatch(PlainText::isSuspect)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    ESCAPE.matcher(text).replaceAll("").codePoints().forEach(c -> append(clean, c, keepsLineFeeds));
    return clean.toString();
  }

  private static void append(StringBuilder clean, int c, boolean keepsLineFeeds) {
    if (c == '\n' && keepsLineFeeds) {
      clean.append('\n');
    } else if (c == '\n') {
      clean.append("\\n");
    } else if (c == '\r') {
      clean.append("\\r");
    } else if (c == '\t') {
      clean.append("\\t");
    } else if (isSuspect(c)) {
      clean.append(String.format(Locale.ROOT, "\\u%04x", c));
    } else {
      clean.appendCodePoint(c);
    }
  }

  private static boolean isSuspect(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> c != 0x200d;
      default -> false;
    };
  }
}
