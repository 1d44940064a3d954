package com.bedrot.lake.extract.replica.server;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of RFC 6238: HMAC-SHA-1, 30 seconds, six digits; secrets in Base32 (RFC 4648). */
final class Totp {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;

  private Totp() {}

  /** Whether the code is that of now, of the step before or of the step after. */
  static boolean accepts(String secret, String code, Instant now) {
    long step = now.getEpochSecond() / STEP_SECONDS;
    for (long near = step - 1; near <= step + 1; near++) {
      if (code(secret, near).equals(code)) {
        return true;
      }
    }
    return false;
  }

  static String code(String secret, long step) {
    byte[] hash = hmac(decoded(secret), ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  private static byte[] decoded(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    int bits = 0;
    int held = 0;
    for (int i = 0; i < base32.length(); i++) {
      held = held << 5 | BASE32.indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >> bits));
        held &= (1 << bits) - 1;
      }
    }
    return bytes.array();
  }
}
