package com.bedrot.lake.extract.replica.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One origin of a portal on a loopback port of its own. */
final class Origin {
  private static final Logger LOG = LoggerFactory.getLogger(Origin.class);
  private static final String LOOPBACK = "127.0.0.1";

  private final String name;
  private final HttpServer server;
  private final RequestLog requests;
  private final URI elsewhere;
  private @Nullable Site site;
  private @Nullable Routes routes;

  /**
   * Binds the port; {@link #serve} opens it.
   *
   * @param elsewhere where redirects to a foreign host lead
   */
  Origin(String name, RequestLog requests, URI elsewhere, Executor executor) throws IOException {
    this.name = name;
    this.requests = requests;
    this.elsewhere = elsewhere;
    this.server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
    this.server.setExecutor(executor);
  }

  /** 127.0.0.1, whatever the machine prefers. */
  static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  URI address() {
    return URI.create("http://" + LOOPBACK + ":" + server.getAddress().getPort());
  }

  void serve(Site with, Routes answers) {
    site = with;
    routes = answers;
    server.createContext("/", this::exchange);
    server.start();
  }

  void close() {
    server.stop(0);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    Site with = site;
    Routes answers = routes;
    if (with == null || answers == null) {
      exchange.close();
      return;
    }
    requests.opened(with.source());
    try (exchange) {
      Call call = Call.of(exchange);
      allowSiblings(call, exchange);
      ReplySender sender = new ReplySender(exchange, with.faults());
      if (call.method().equals("OPTIONS")) {
        sender.send(Reply.text(204, ""));
        return;
      }
      answer(call, with, answers, sender);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", with.source(), exchange.getRequestURI().getPath(), e);
      throw e;
    } finally {
      requests.closed(with.source());
    }
  }

  private void answer(Call asked, Site with, Routes answers, ReplySender sender)
      throws IOException, InterruptedException {
    LabelAccount account = answers.gate().account(asked);
    requests.add(with.source(), name, asked, account == null ? "" : account.key());
    Routes.Match match = answers.find(asked).orElse(null);
    if (match == null) {
      sender.send(Reply.text(404, "not found"));
      return;
    }
    FaultyAnswer answer = new FaultyAnswer(with, answers.gate(), elsewhere);
    sender.send(answer.to(match, account), answer.delivery(), match.call());
  }

  /** Pages of this replica may call its other origins, with cookies. */
  private static void allowSiblings(Call call, HttpExchange exchange) {
    String origin = call.header("Origin").toLowerCase(Locale.ROOT);
    if (!origin.startsWith("http://" + LOOPBACK + ":")) {
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Allow-Credentials", "true");
    headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    headers.set("Access-Control-Allow-Headers", "authorization, content-type");
    headers.set("Vary", "Origin");
  }
}
