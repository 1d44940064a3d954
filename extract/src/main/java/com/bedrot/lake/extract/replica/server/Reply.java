package com.bedrot.lake.extract.replica.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer of a portal.
 *
 * @param kind decides which faults can hit it
 * @param headers in order, names may repeat
 */
public record Reply(int status, Kind kind, List<Map.Entry<String, String>> headers, byte[] body) {
  /** What an answer is to the portal. */
  public enum Kind {
    /** A page people look at. */
    PAGE,
    /** The content of a dataset. */
    DATA,
    /** A page that is itself the content of a dataset. */
    DATA_PAGE,
    /** Redirects, tokens, noise, refusals. */
    OTHER
  }

  public Reply {
    headers = List.copyOf(headers);
  }

  /** A page. */
  public static Reply page(String html) {
    return typed(200, Kind.PAGE, "text/html; charset=utf-8", html);
  }

  /** A page that is itself the content of a dataset. */
  public static Reply dataPage(String html) {
    return typed(200, Kind.DATA_PAGE, "text/html; charset=utf-8", html);
  }

  /** JSON that is content of a dataset. */
  public static Reply data(String json) {
    return typed(200, Kind.DATA, "application/json; charset=utf-8", json);
  }

  /** JSON that is none. */
  public static Reply json(int status, String json) {
    return typed(status, Kind.OTHER, "application/json; charset=utf-8", json);
  }

  /** A file to save under that name. */
  public static Reply download(String name, String type, byte[] body) {
    return new Reply(200, Kind.DATA, List.of(Map.entry("Content-Type", type)), body)
        .withHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /** To another address. */
  public static Reply redirect(String location) {
    return new Reply(302, Kind.OTHER, List.of(Map.entry("Location", location)), new byte[0]);
  }

  /** A short text with a status. */
  public static Reply text(int status, String text) {
    return typed(status, Kind.OTHER, "text/plain; charset=utf-8", text);
  }

  private static Reply typed(int status, Kind kind, String type, String text) {
    return new Reply(
        status,
        kind,
        List.of(Map.entry("Content-Type", type)),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with one more header. */
  public Reply withHeader(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new Reply(status, kind, more, body);
  }

  /**
   * The same with a cookie of that life; {@link Duration#ZERO} for one of the browser's session.
   */
  public Reply withCookie(String name, String value, Duration life) {
    String age = life.isZero() ? "" : "; Max-Age=" + life.toSeconds();
    return withHeader("Set-Cookie", name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + age);
  }

  /** The same with another status. */
  public Reply withStatus(int other) {
    return new Reply(other, kind, headers, body);
  }

  Reply withBody(byte[] other) {
    return new Reply(status, kind, headers, other);
  }

  Reply withType(String type) {
    List<Map.Entry<String, String>> others = new ArrayList<>();
    headers.stream().filter(h -> !h.getKey().equals("Content-Type")).forEach(others::add);
    others.add(Map.entry("Content-Type", type));
    return new Reply(status, kind, others, body);
  }

  boolean isPage() {
    return kind == Kind.PAGE || kind == Kind.DATA_PAGE;
  }

  boolean isData() {
    return kind == Kind.DATA || kind == Kind.DATA_PAGE;
  }

  String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
