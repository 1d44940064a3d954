package com.bedrot.lake.extract.landing;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the URLs of next and previous pages out of saved API answers: they hold the access token.
 * Cursors stay.
 */
public final class PagingRedaction {
  private static final Pattern URLS =
      Pattern.compile("(\"(?:next|previous)\"\\s*:\\s*)\"[^\"]*access_token[^\"]*\"");

  private PagingRedaction() {}

  /** The bytes without such URLs, the same array where there are none. */
  public static byte[] of(byte[] json) {
    String text = new String(json, StandardCharsets.ISO_8859_1);
    Matcher matcher = URLS.matcher(text);
    return matcher.find()
        ? matcher.replaceAll("$1\"REDACTED\"").getBytes(StandardCharsets.ISO_8859_1)
        : json;
  }
}
