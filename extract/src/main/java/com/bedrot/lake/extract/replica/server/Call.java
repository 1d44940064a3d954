package com.bedrot.lake.extract.replica.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as a portal sees it. Of repeated parameters the first counts.
 *
 * @param path the path as sent, trailing slash and all
 * @param headers by lower-case name
 * @param parts what the route's {@code {name}} segments matched
 */
public record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    Map<String, String> parts) {
  private static final int MOST_BODY_BYTES = 1 << 20;

  static Call of(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES);
    return new Call(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        parameters(exchange.getRequestURI().getRawQuery()),
        headers,
        new String(body, StandardCharsets.UTF_8),
        Map.of());
  }

  Call withParts(Map<String, String> matched) {
    return new Call(method, path, query, headers, body, matched);
  }

  /** A query parameter, the empty text where it is absent. */
  public String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** A query parameter, or the fallback where it is absent or empty. */
  public String parameter(String name, String fallback) {
    String value = parameter(name);
    return value.isEmpty() ? fallback : value;
  }

  /** A field of a form body, the empty text where it is absent. */
  public String field(String name) {
    return parameters(body).getOrDefault(name, "");
  }

  /** What the route's segment of that name matched. */
  public String part(String name) {
    return parts.getOrDefault(name, "");
  }

  /** A header, the empty text where it is absent. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The token of an {@code Authorization: Bearer} header, the empty text where there is none. */
  public String bearer() {
    String value = header("Authorization");
    return value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : "";
  }

  /** A cookie, the empty text where it is absent. */
  public String cookie(String name) {
    for (String pair : header("Cookie").split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        return pair.substring(equals + 1).strip();
      }
    }
    return "";
  }

  private static Map<String, String> parameters(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Map.of();
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      all.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return Collections.unmodifiableMap(all);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
