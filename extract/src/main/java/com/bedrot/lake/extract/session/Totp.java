package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.Secret;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The second factor of an authenticator: RFC 6238 with SHA-1, 6 digits, 30 seconds. */
public final class Totp {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;

  private final byte[] key;

  private Totp(byte[] key) {
    this.key = key;
  }

  /**
   * The factor of a secret.
   *
   * @param secret base32, as portals show it; spaces and dashes do not matter
   * @throws ConfigurationException {@code CONFIG_INVALID} if it is not base32
   */
  public static Totp of(Secret secret) {
    String text =
        secret.reveal().replaceAll("[\\s-]", "").replaceAll("=+$", "").toUpperCase(Locale.ROOT);
    if (text.isEmpty() || !text.matches("[" + ALPHABET + "]+")) {
      throw new ConfigurationException(
          ErrorCode.CONFIG_INVALID, "the TOTP secret is not base32 (A-Z, 2-7)");
    }
    byte[] key = new byte[text.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int filled = 0;
    for (char c : text.toCharArray()) {
      buffer = (buffer << 5 | ALPHABET.indexOf(c)) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        key[filled++] = (byte) (buffer >> bits);
      }
    }
    return new Totp(key);
  }

  /** The code at that time, six digits. */
  public String code(Instant now) {
    long step = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = new BigInteger(1, hash, offset, 4).intValue() & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA1", e);
    }
  }
}
