package com.bedrot.lake.extract.session;

import java.util.Locale;

/** When a cookie goes along with requests of other sites, in the browser's spelling. */
enum SameSite {
  STRICT("Strict"),
  LAX("Lax"),
  NONE("None");

  private final String spelled;

  SameSite(String spelled) {
    this.spelled = spelled;
  }

  String spelled() {
    return spelled;
  }

  /**
   * What a spelling of any tool means. Where nothing is said browsers take {@code Lax}; they refuse
   * {@code None} without {@code Secure}, which becomes {@code Lax} too.
   */
  static SameSite repaired(String text, boolean secure) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "strict" -> STRICT;
      case "none", "no_restriction" -> secure ? NONE : LAX;
      default -> LAX;
    };
  }
}
