package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.settings.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request: changed with {@code withX}. Credentials belong in headers or the body, where no log
 * and no error text shows them.
 *
 * @param uri absolute
 * @param body sent as it is, or null
 * @param expected what a good answer holds
 */
public record Call(
    String method, URI uri, Map<String, String> headers, @Nullable String body, Expected expected) {

  /** What a good answer holds; anything else is no data. */
  public enum Expected {
    JSON,
    /** Delimited or other plain text, never a web page. */
    TEXT,
    /** Archives, workbooks, images. */
    BINARY,
    HTML,
    /** The status alone; an empty answer is fine. */
    NOTHING
  }

  public Call {
    headers = Map.copyOf(headers);
  }

  /** A GET that expects JSON. */
  public static Call get(URI uri) {
    return new Call("GET", uri, Map.of(), null, Expected.JSON);
  }

  /** A POST of form fields that expects JSON. */
  public static Call form(URI uri, Map<String, String> fields) {
    return new Call(
        "POST",
        uri,
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        query(fields),
        Expected.JSON);
  }

  /** A POST of a JSON text that expects JSON. */
  public static Call json(URI uri, String body) {
    return new Call("POST", uri, Map.of("Content-Type", "application/json"), body, Expected.JSON);
  }

  public Call withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, uri, more, body, expected);
  }

  /** With {@code Authorization: Bearer}. */
  public Call withBearer(Secret token) {
    return withHeader("Authorization", "Bearer " + token.reveal());
  }

  /** With {@code Authorization: Basic}. */
  public Call withBasic(String user, Secret password) {
    String pair = user + ":" + password.reveal();
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return withHeader("Authorization", "Basic " + encoded);
  }

  /** With more query parameters, encoded. */
  public Call withQuery(Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return this;
    }
    String text = uri.toString();
    return new Call(
        method,
        URI.create(text + (text.contains("?") ? "&" : "?") + query(parameters)),
        headers,
        body,
        expected);
  }

  public Call expecting(Expected other) {
    return new Call(method, uri, headers, body, other);
  }

  /** The method and the address without its query, for people. */
  public String shown() {
    return method + " " + shown(uri);
  }

  static String shown(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  /** Never the headers or the body. */
  @Override
  public String toString() {
    return shown();
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
