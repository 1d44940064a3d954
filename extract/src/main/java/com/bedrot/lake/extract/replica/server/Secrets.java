package com.bedrot.lake.extract.replica.server;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets made up anew at every start. */
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BYTES = 24;
  private static final int TOTP_LETTERS = 32;

  private Secrets() {}

  /** A token of letters, digits, - and _ that starts with the prefix. */
  public static String token(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
