package com.bedrot.lake.extract.replica.server;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets made up anew at every start, each with a mark, so that a search finds them anywhere. */
public final class Secrets {
  /** In every token, password and session cookie. */
  public static final String MARK = "Canary0Of0The0Replica";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BYTES = 24;
  private static final int TOTP_LETTERS = 32;

  private Secrets() {}

  /** A token of letters, digits, - and _ that starts with the prefix and the mark. */
  public static String token(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A Base32 secret for one-time codes. */
  public static String totp() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < TOTP_LETTERS; i++) {
      text.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
    }
    return text.toString();
  }
}
