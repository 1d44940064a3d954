package com.bedrot.lake.extract.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cookie.
 *
 * @param value not shown by {@link #toString}
 * @param domain with a leading dot where it holds for subdomains too
 * @param expires null for a cookie of the browser's session, which has no expiry
 */
record SessionCookie(
    String name,
    String value,
    String domain,
    String path,
    @Nullable Instant expires,
    boolean httpOnly,
    boolean secure,
    SameSite sameSite) {

  /** Whether a request to the host carries it. */
  boolean isSentTo(String host) {
    String plain = domain.startsWith(".") ? domain.substring(1) : domain;
    return host.equals(plain) || (domain.startsWith(".") && host.endsWith("." + plain));
  }

  boolean hasEndedBy(Instant now) {
    return expires != null && !expires.isAfter(now);
  }

  @Override
  public String toString() {
    return name + "@" + domain;
  }
}
