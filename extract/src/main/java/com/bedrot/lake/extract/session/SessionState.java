package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a browser knows of a portal, as Playwright's storage state: cookies, and the local storage
 * of each origin.
 *
 * @param storage origin to name to value
 */
public record SessionState(List<SessionCookie> cookies, Map<String, Map<String, String>> storage) {
  /** Shorter values say too little to be secrets, and would be hidden in every text. */
  private static final int SECRET_LENGTH = 16;

  public SessionState {
    cookies = List.copyOf(cookies);
    storage = Map.copyOf(storage);
  }

  /**
   * The state in a Playwright document. From then on logs and printed texts hide its values.
   *
   * @throws java.io.UncheckedIOException if it is no JSON
   * @throws IllegalArgumentException if a cookie lacks its name, value or domain
   */
  public static SessionState parse(String playwrightJson) {
    JsonNode document = LakeJson.read(playwrightJson, JsonNode.class);
    Map<String, Map<String, String>> storage = new TreeMap<>();
    for (JsonNode origin : document.path("origins")) {
      Map<String, String> items = new LinkedHashMap<>();
      origin
          .path("localStorage")
          .forEach(item -> items.put(item.path("name").asText(), item.path("value").asText()));
      storage.put(origin.path("origin").asText(), Map.copyOf(items));
    }
    List<SessionCookie> cookies = CookieJson.all(document.path("cookies"));
    return new SessionState(cookies, storage).hidden();
  }

  /** The Playwright document, secrets in the clear. */
  public String playwrightJson() {
    List<Map<String, Object>> origins = new ArrayList<>();
    new TreeMap<>(storage)
        .forEach(
            (origin, items) -> {
              List<Map<String, Object>> written = new ArrayList<>();
              new TreeMap<>(items)
                  .forEach((name, value) -> written.add(ordered("name", name, "value", value)));
              origins.add(ordered("origin", origin, "localStorage", written));
            });
    return LakeJson.line(
        ordered("cookies", cookies.stream().map(CookieJson::fields).toList(), "origins", origins));
  }

  private static Map<String, Object> ordered(
      String first, Object firstValue, String second, Object secondValue) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(first, firstValue);
    fields.put(second, secondValue);
    return fields;
  }

  /** Makes logs and printed texts hide what could open the account. */
  SessionState hidden() {
    cookies.forEach(cookie -> hide(cookie.value(), cookie.httpOnly()));
    storage.values().forEach(items -> items.values().forEach(value -> hide(value, false)));
    return this;
  }

  private static void hide(String value, boolean sure) {
    if (sure || value.length() >= SECRET_LENGTH) {
      new Secret(value);
    }
  }

  /** Its cookies of that name. */
  List<SessionCookie> named(String name) {
    return cookies.stream().filter(cookie -> cookie.name().equals(name)).toList();
  }

  /** The stored value of that name, of whichever origin, or null. */
  @Nullable String stored(String name) {
    return storage.values().stream()
        .map(items -> items.get(name))
        .filter(value -> value != null)
        .findFirst()
        .orElse(null);
  }

  /** The state without cookies that have ended. */
  SessionState at(Instant now) {
    return new SessionState(
        cookies.stream().filter(cookie -> !cookie.hasEndedBy(now)).toList(), storage);
  }

  @Override
  public String toString() {
    return cookies.size() + " cookies, storage of " + storage.keySet();
  }
}
