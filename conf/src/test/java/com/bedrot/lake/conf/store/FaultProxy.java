package com.bedrot.lake.conf.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands before an HTTP server, hands every request on, and may lose replies: the request is
 * carried out, and its answer never arrives. Or it turns them into an error.
 */
public final class FaultProxy implements AutoCloseable {
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int target;
  private final AtomicInteger faults = new AtomicInteger();
  private volatile Predicate<String> wanted = request -> false;
  private volatile int insteadStatus;

  private FaultProxy(HttpServer proxy, int target) {
    this.proxy = proxy;
    this.target = target;
  }

  public static FaultProxy before(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FaultProxy proxy = new FaultProxy(server, port);
    server.createContext("/", proxy::forward);
    server.setExecutor(proxy.threads);
    server.start();
    return proxy;
  }

  public int port() {
    return proxy.getAddress().getPort();
  }

  /** Loses the next {@code count} replies to requests ({@code "PUT /bucket/key"}) that match. */
  public void lose(int count, Predicate<String> requests) {
    insteadStatus = 0;
    wanted = requests;
    faults.set(count);
  }

  /** Carries the next requests that match out, and answers with this status. */
  public void answer(int status, int count, Predicate<String> requests) {
    lose(count, requests);
    insteadStatus = status;
  }

  /** Faults not used up. */
  public int left() {
    return faults.get();
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
  }

  private void forward(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] reply = carryOut(exchange);
    try (exchange) {
      boolean fault = wanted.test(request) && faults.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
      if (fault && insteadStatus == 0) {
        return;
      }
      if (fault) {
        exchange.sendResponseHeaders(insteadStatus, -1);
        return;
      }
      answer(exchange, reply);
    }
  }

  private byte[] carryOut(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    StringBuilder head =
        new StringBuilder(exchange.getRequestMethod())
            .append(' ')
            .append(exchange.getRequestURI().toASCIIString())
            .append(" HTTP/1.1\r\n");
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!List.of("connection", "expect").contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(v -> head.append(name).append(": ").append(v).append("\r\n"));
              }
            });
    request.writeBytes(head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1));
    request.writeBytes(exchange.getRequestBody().readAllBytes());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target)) {
      request.writeTo(socket.getOutputStream());
      return socket.getInputStream().readAllBytes();
    }
  }

  private static void answer(HttpExchange exchange, byte[] reply) throws IOException {
    int end = new String(reply, ISO_8859_1).indexOf("\r\n\r\n");
    String[] head = new String(reply, 0, end, ISO_8859_1).split("\r\n", -1);
    int status = Integer.parseInt(head[0].split(" ", -1)[1]);
    byte[] body = Arrays.copyOfRange(reply, end + 4, reply.length);
    boolean chunked = false;
    for (String line : Arrays.asList(head).subList(1, head.length)) {
      String name = line.substring(0, line.indexOf(':'));
      String value = line.substring(line.indexOf(':') + 1).strip();
      chunked |= name.equalsIgnoreCase("transfer-encoding");
      boolean headReply = exchange.getRequestMethod().equals("HEAD");
      if (headReply || !name.matches("(?i)content-length|connection|transfer-encoding")) {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    byte[] plain = chunked ? unchunked(body) : body;
    exchange.sendResponseHeaders(status, plain.length == 0 ? -1 : plain.length);
    if (plain.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(plain);
      }
    }
  }

  private static byte[] unchunked(byte[] body) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    String text = new String(body, ISO_8859_1);
    for (int at = 0; at < body.length; ) {
      int line = text.indexOf("\r\n", at);
      int size = Integer.parseInt(text.substring(at, line).strip(), 16);
      plain.write(body, line + 2, size);
      at = size == 0 ? body.length : line + 2 + size + 2;
    }
    return plain.toByteArray();
  }
}
