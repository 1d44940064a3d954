package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.run.LakeJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a fresh nonce each time. The account, the format and the key's fingerprint are
 * the associated data: they stand readable in the envelope, and none can be changed.
 */
final class SessionSeal {
  private static final int FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int FINGERPRINT_BYTES = 8;

  private final byte[] key;

  SessionSeal(byte[] key) {
    this.key = key.clone();
  }

  byte[] seal(SourceAccount who, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("format", FORMAT);
    envelope.put("source", who.source());
    envelope.put("account", who.account());
    envelope.put("key", fingerprint());
    envelope.put("nonce", Base64.getEncoder().encodeToString(nonce));
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, who, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
      envelope.put("sealed", Base64.getEncoder().encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no AES-256-GCM", e);
    }
    return LakeJson.pretty(envelope).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The sealed text.
   *
   * @throws com.bedrot.lake.conf.error.LakeException {@code SESSION_SWAPPED} if it was sealed for
   *     another account, {@code SESSION_KEY_WRONG} with another key, {@code SESSION_DAMAGED} if
   *     anything was changed since
   */
  String open(SourceAccount who, byte[] bytes) {
    JsonNode envelope = envelope(who, bytes);
    String named = envelope.path("source").asText() + "." + envelope.path("account").asText();
    if (!named.equals(who.toString())) {
      throw SessionErrors.swapped(who, named);
    }
    if (!envelope.path("key").asText().equals(fingerprint())) {
      throw SessionErrors.otherKey(who);
    }
    try {
      byte[] nonce = Base64.getDecoder().decode(envelope.path("nonce").asText());
      byte[] sealed = Base64.getDecoder().decode(envelope.path("sealed").asText());
      return new String(
          cipher(Cipher.DECRYPT_MODE, who, nonce).doFinal(sealed), StandardCharsets.UTF_8);
    } catch (AEADBadTagException changed) {
      throw SessionErrors.damaged(who, "its seal is broken");
    } catch (GeneralSecurityException | IllegalArgumentException broken) {
      throw SessionErrors.damaged(who, "it is no sealed session");
    }
  }

  private static JsonNode envelope(SourceAccount who, byte[] bytes) {
    try {
      JsonNode envelope = LakeJson.read(bytes, JsonNode.class);
      if (envelope.path("format").asInt() == FORMAT) {
        return envelope;
      }
    } catch (UncheckedIOException broken) {
      throw SessionErrors.damaged(who, "it is no sealed session");
    }
    throw SessionErrors.damaged(who, "this program does not know its format");
  }

  private Cipher cipher(int mode, SourceAccount who, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated(who).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private String associated(SourceAccount who) {
    return String.join("\n", "lake-session", "1", who.source(), who.account(), fingerprint());
  }

  private String fingerprint() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] whole = mac.doFinal("lake-session-key".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(whole, FINGERPRINT_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA256", e);
    }
  }
}
