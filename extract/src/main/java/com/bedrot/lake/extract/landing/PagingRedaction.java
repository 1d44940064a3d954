package com.bedrot.lake.extract.landing;

import java.io.IOException;
import java.io.InputStream;
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

  private static final byte[] SIGN = "access_token".getBytes(StandardCharsets.US_ASCII);

  private PagingRedaction() {}

  /** Whether the text may hold such URLs: a look at constant memory. */
  static boolean mayHold(InputStream text) throws IOException {
    byte[] chunk = new byte[1 << 16];
    int matched = 0;
    for (int read = text.read(chunk); read >= 0; read = text.read(chunk)) {
      for (int i = 0; i < read; i++) {
        boolean next = chunk[i] == SIGN[matched];
        matched = next ? matched + 1 : chunk[i] == SIGN[0] ? 1 : 0;
        if (matched == SIGN.length) {
          return true;
        }
      }
    }
    return false;
  }

  /** The bytes without such URLs, the same array where there are none. */
  public static byte[] of(byte[] json) {
    String text = new String(json, StandardCharsets.ISO_8859_1);
    Matcher matcher = URLS.matcher(text);
    return matcher.find()
        ? matcher.replaceAll("$1\"REDACTED\"").getBytes(StandardCharsets.ISO_8859_1)
        : json;
  }
}
