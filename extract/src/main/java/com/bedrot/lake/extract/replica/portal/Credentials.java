package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Secrets;
import java.util.Map;

/** Secrets of invented accounts. */
final class Credentials {
  private Credentials() {}

  /** User and password. */
  static Map<String, String> password(String user) {
    return Map.of("USER", user + "@label.example", "PASSWORD", Secrets.token("pw-"));
  }

  /** User, password and the secret of one-time codes. */
  static Map<String, String> withCode(String user) {
    return Map.of(
        "USER",
        user + "@label.example",
        "PASSWORD",
        Secrets.token("pw-"),
        "TOTP_SECRET",
        Secrets.totp());
  }
}
