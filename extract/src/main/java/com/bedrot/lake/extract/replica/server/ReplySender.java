package com.bedrot.lake.extract.replica.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends an answer, whole or spoiled. */
final class ReplySender {
  /** What {@link Fault#BIG_DOWNLOAD} sends at least. */
  static final long BIG_BYTES = 200L << 20;

  private static final int CHUNKS_BETWEEN_PAUSES = 8;
  private static final long PAUSE_MILLIS = 5;
  private static final byte[] FILLER = new byte[8192];

  private final HttpExchange exchange;
  private final Faults faults;

  ReplySender(HttpExchange exchange, Faults faults) {
    this.exchange = exchange;
    this.faults = faults;
  }

  void send(Reply reply) throws IOException {
    start(reply, reply.body().length);
    if (reply.body().length > 0) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  /** Sends the answer, spoiled as the fault says; null for none. */
  void send(Reply reply, @Nullable Fault fault, Call call)
      throws IOException, InterruptedException {
    if (fault == null || call.method().equals("HEAD")) {
      send(reply);
      return;
    }
    switch (fault) {
      case CUT_BODY -> cut(reply);
      case WRONG_TYPE -> send(reply.withType(reply.isPage() ? "image/png" : "text/html"));
      case EMPTY_BODY -> send(reply.withBody(new byte[0]));
      case FALSE_GZIP -> send(reply.withHeader("Content-Encoding", "gzip"));
      case ENDLESS_DOWNLOAD -> endless(reply);
      case BIG_DOWNLOAD -> big(reply);
      default -> send(reply);
    }
  }

  /** Starts the answer; a length of 0 is a body without bytes, -1 one of unknown length. */
  private void start(Reply reply, long length) throws IOException {
    for (Map.Entry<String, String> header : reply.headers()) {
      exchange.getResponseHeaders().add(header.getKey(), header.getValue());
    }
    // the server's own words: 0 for chunks, -1 for no body
    long announced = length == 0 ? -1 : Math.max(length, 0);
    exchange.sendResponseHeaders(reply.status(), announced);
  }

  private void cut(Reply reply) throws IOException {
    start(reply, reply.body().length);
    OutputStream body = exchange.getResponseBody();
    body.write(reply.body(), 0, reply.body().length / 2);
    body.flush();
  }

  private void endless(Reply reply) throws IOException, InterruptedException {
    start(reply, -1);
    OutputStream body = exchange.getResponseBody();
    do {
      body.write(reply.body());
      for (int i = 0; i < CHUNKS_BETWEEN_PAUSES; i++) {
        body.write(FILLER);
      }
      body.flush();
    } while (faults.pause(PAUSE_MILLIS));
  }

  private void big(Reply reply) throws IOException {
    byte[] all = reply.body();
    int header = 0;
    while (header < all.length && all[header++] != '\n') {}
    int rows = all.length - header;
    if (rows == 0) {
      send(reply);
      return;
    }
    long times = BIG_BYTES / rows + 1;
    start(reply, header + times * rows);
    OutputStream body = exchange.getResponseBody();
    body.write(all, 0, header);
    for (long i = 0; i < times; i++) {
      body.write(all, header, rows);
    }
  }
}
