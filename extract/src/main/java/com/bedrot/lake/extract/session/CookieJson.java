package com.bedrot.lake.extract.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cookies as Playwright and as browser extensions write them. */
final class CookieJson {
  /** Above it a time is in milliseconds: as seconds it would lie in the year 5138. */
  private static final double MILLIS = 1e11;

  private CookieJson() {}

  /**
   * @throws IllegalArgumentException naming the cookie that is none
   */
  static List<SessionCookie> all(JsonNode array) {
    List<SessionCookie> cookies = new ArrayList<>();
    for (JsonNode node : array) {
      cookies.add(cookie(node, cookies.size() + 1));
    }
    return cookies;
  }

  private static SessionCookie cookie(JsonNode node, int number) {
    String domain = node.path("domain").asText();
    if (!node.path("name").isTextual() || !node.path("value").isTextual() || domain.isEmpty()) {
      throw new IllegalArgumentException("cookie " + number + " lacks its name, value or domain");
    }
    boolean subdomains = node.has("hostOnly") && !node.path("hostOnly").asBoolean();
    boolean secure = node.path("secure").asBoolean();
    return new SessionCookie(
        node.path("name").asText(),
        node.path("value").asText(),
        subdomains && !domain.startsWith(".") ? "." + domain : domain,
        node.path("path").asText("/"),
        node.path("session").asBoolean() ? null : expires(node),
        node.path("httpOnly").asBoolean(),
        secure,
        SameSite.repaired(node.path("sameSite").asText(), secure));
  }

  private static @Nullable Instant expires(JsonNode node) {
    JsonNode given = node.has("expires") ? node.path("expires") : node.path("expirationDate");
    return moment(given.asDouble(-1));
  }

  /** The moment a number of seconds or milliseconds means; null for none, which is 0 or less. */
  static @Nullable Instant moment(double since1970) {
    if (since1970 <= 0) {
      return null;
    }
    return Instant.ofEpochMilli(
        (long) (since1970 >= MILLIS ? since1970 : Math.floor(since1970 * 1000)));
  }

  static Map<String, Object> fields(SessionCookie cookie) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", cookie.name());
    fields.put("value", cookie.value());
    fields.put("domain", cookie.domain());
    fields.put("path", cookie.path());
    Instant expires = cookie.expires();
    fields.put("expires", expires == null ? -1 : seconds(expires));
    fields.put("httpOnly", cookie.httpOnly());
    fields.put("secure", cookie.secure());
    fields.put("sameSite", cookie.sameSite().spelled());
    return fields;
  }

  private static BigDecimal seconds(Instant moment) {
    return BigDecimal.valueOf(moment.toEpochMilli(), 3).stripTrailingZeros();
  }
}
