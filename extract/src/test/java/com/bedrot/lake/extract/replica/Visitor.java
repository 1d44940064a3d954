package com.bedrot.lake.extract.replica;

import com.bedrot.lake.extract.replica.server.LabelAccount;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody with a cookie jar of their own who visits the replica by plain HTTP. */
final class Visitor {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final CookieManager cookies = new CookieManager(null, Visitor::accepts);
  private final Replica replica;
  private final HttpClient client;

  Visitor(Replica replica) {
    this(replica, HttpClient.Redirect.ALWAYS);
  }

  Visitor(Replica replica, HttpClient.Redirect redirects) {
    this.replica = replica;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(redirects)
            .build();
  }

  /** Sends cookies back as browsers do: without $Version and quotes. */
  private static boolean accepts(URI from, HttpCookie cookie) {
    cookie.setVersion(0);
    return true;
  }

  CookieManager cookies() {
    return cookies;
  }

  HttpResponse<byte[]> get(String source, String origin, String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(source, origin, path, headers).GET());
  }

  String text(String source, String origin, String path, String... headers)
      throws IOException, InterruptedException {
    return new String(get(source, origin, path, headers).body(), StandardCharsets.UTF_8);
  }

  HttpResponse<byte[]> post(
      String source, String origin, String path, Map<String, String> form, String... headers)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(source, origin, path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<byte[]> postJson(String source, String origin, String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(source, origin, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(
      String source, String origin, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(replica.origin(source, origin) + path))
            .timeout(Duration.ofSeconds(20));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Signs in by the forms of that origin. */
  Visitor signIn(
      String source, String origin, String path, String codePath, LabelAccount account, Instant now)
      throws IOException, InterruptedException {
    post(
        source,
        origin,
        path,
        Map.of("user", account.secret("USER"), "password", account.secret("PASSWORD")));
    String secret = account.secrets().getOrDefault("TOTP_SECRET", "");
    if (!secret.isEmpty()) {
      post(source, origin, codePath, Map.of("code", code(secret, now)));
    }
    return this;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The one-time code of that moment, as an authenticator makes it. */
  static String code(String base32, Instant now) {
    java.math.BigInteger bits = java.math.BigInteger.ZERO;
    for (char letter : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(java.math.BigInteger.valueOf(BASE32.indexOf(letter)));
    }
    byte[] key = new byte[base32.length() * 5 / 8];
    for (int i = key.length - 1; i >= 0; i--, bits = bits.shiftRight(8)) {
      key[i] = bits.byteValue();
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(now.getEpochSecond() / 30).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
