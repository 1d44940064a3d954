package com.bedrot.lake.conf.zone;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names may be part of a path: file names, and the ids of sources, datasets and accounts. */
public final class SafeName {
  /** Longest file name in UTF-8 bytes. */
  public static final int MOST_BYTES = 200;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern ENCODED_PARTS =
      Pattern.compile("%(25)*(2f|5c|00|0a|0d|2e%(25)*2e)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:");

  private SafeName() {}

  /** Whether the text is a source's, dataset's or table's id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether the text is an account key, {@code [a-z0-9][a-z0-9-]{0,63}}. */
  public static boolean isAccount(String text) {
    return ACCOUNT.matcher(text).matches();
  }

  /** The file name in Unicode form NFC: twins in other forms become one name. */
  public static String normalised(String fileName) {
    return Normalizer.normalize(fileName, Normalizer.Form.NFC);
  }

  /** Why a file name is refused, one phrase; empty where it is safe. */
  public static Optional<String> problem(String fileName) {
    if (fileName.isEmpty()) {
      return Optional.of("the name is empty");
    }
    if (fileName.startsWith(".") || fileName.startsWith("_")) {
      return Optional.of("it starts with a dot or an underscore");
    }
    if (fileName.contains("/")
        || fileName.contains("\\")
        || fileName.contains("..")
        || ENCODED_PARTS.matcher(fileName).find()
        || DRIVE.matcher(fileName).find()) {
      return Optional.of("it holds path parts");
    }
    if (fileName.codePoints().anyMatch(SafeName::isHidden)) {
      return Optional.of("it holds control or invisible characters");
    }
    if (normalised(fileName).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return Optional.of("it is over " + MOST_BYTES + " bytes");
    }
    return Optional.empty();
  }

  /** The text with every control or invisible character shown as {@code \}{@code uXXXX}. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isHidden(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
