package com.bedrot.lake.conf.store.setup;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what MinIO's admin API is sent, with the administrator's secret key: salt (32 bytes),
 * kind (1), nonce (8), sealed data. Of the kinds the server reads this is the one that needs no
 * more than the JDK: PBKDF2-HMAC-SHA256 and AES-256-GCM. Data is sealed in fragments of 16 KiB;
 * what is sent here always fits the first and last one.
 */
final class AdminCipher {
  private static final byte PBKDF2_AES_GCM = 2;
  private static final int ROUNDS = 8192;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;
  private static final int FRAGMENT_BYTES = 16 << 10;
  private static final byte LAST_FRAGMENT = (byte) 0x80;

  private AdminCipher() {}

  /**
   * The data, sealed.
   *
   * @throws IllegalArgumentException for more than one fragment
   */
  static byte[] encrypted(String secretKey, byte[] data) {
    if (data.length > FRAGMENT_BYTES) {
      throw new IllegalArgumentException("too long for one fragment: " + data.length + " bytes");
    }
    byte[] salt = random(32);
    byte[] nonce = random(8);
    try {
      SecretKeySpec key = key(secretKey, salt);
      byte[] start = sealed(key, nonce, 0, new byte[0], new byte[0]);
      ByteBuffer about = ByteBuffer.allocate(1 + start.length).put(LAST_FRAGMENT).put(start);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(salt);
      out.write(PBKDF2_AES_GCM);
      out.writeBytes(nonce);
      out.writeBytes(sealed(key, nonce, 1, about.array(), data));
      return out.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 and AES-GCM", e);
    }
  }

  private static SecretKeySpec key(String secretKey, byte[] salt) throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(secretKey.toCharArray(), salt, ROUNDS, KEY_BITS);
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    return new SecretKeySpec(key, "AES");
  }

  private static byte[] sealed(
      SecretKeySpec key, byte[] nonce, int fragment, byte[] about, byte[] data)
      throws GeneralSecurityException {
    ByteBuffer full = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    full.put(nonce).putInt(fragment);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, full.array()));
    cipher.updateAAD(about);
    return cipher.doFinal(data);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
