package com.bedrot.lake.extract.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server on a loopback port of its own that answers as a test says and keeps what it was asked.
 */
public final class LocalServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What was asked. */
  public record Request(
      String method, String path, Map<String, String> query, Map<String, String> headers) {
    public String query(String name) {
      return query.getOrDefault(name, "");
    }
  }

  /** How an answer goes out. */
  public enum Way {
    WHOLE,
    /** Fewer bytes than the Content-Length says. */
    CUT,
    /** The first half of the bytes, then nothing. */
    HANGING
  }

  /** What is answered. */
  public record Reply(int status, Map<String, String> headers, byte[] body, Way way) {
    public static Reply json(String body) {
      return of(200, "application/json", body);
    }

    public static Reply of(int status, String type, String body) {
      return new Reply(status, Map.of("Content-Type", type), body.getBytes(UTF_8), Way.WHOLE);
    }

    public Reply with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body, way);
    }

    public Reply going(Way other) {
      return new Reply(status, headers, body, other);
    }
  }

  private LocalServer(HttpServer server) {
    this.server = server;
  }

  public static LocalServer answering(Function<Request, Reply> answers) {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LocalServer local = new LocalServer(made);
      made.createContext("/", exchange -> local.handle(exchange, answers));
      made.setExecutor(local.threads);
      made.start();
      return local;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange, Function<Request, Reply> answers) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      Request request = request(exchange);
      requests.add(request);
      Reply reply = answers.apply(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      int length = reply.body().length;
      int sent = reply.way() == Way.WHOLE ? length : length / 2;
      exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(reply.body(), 0, sent);
      exchange.getResponseBody().flush();
      if (reply.way() == Way.HANGING) {
        closed.await();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request request(HttpExchange exchange) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return new Request(
        exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query, headers);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
