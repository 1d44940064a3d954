package com.bedrot.lake.extract.replica.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Steers the replica from outside: {@code POST /faults/SOURCE/FAULT[?count=N][&path=PREFIX]},
 * {@code GET} and {@code DELETE /faults}, {@code GET} and {@code DELETE /requests}. Web pages may
 * not: a request with an Origin header is refused. Any other path is the foreign host of redirects
 * and only recorded, as source {@code elsewhere}.
 */
final class ControlPort {
  /** Source name of requests that followed a redirect to a foreign host. */
  static final String ELSEWHERE = "elsewhere";

  private final HttpServer server;
  private final List<String> sources;
  private final Faults faults;
  private final RequestLog requests;

  ControlPort(int port, List<String> sources, Faults faults, RequestLog requests, Executor executor)
      throws IOException {
    this.sources = sources;
    this.faults = faults;
    this.requests = requests;
    server = HttpServer.create(new InetSocketAddress(Origin.loopback(), port), 0);
    server.setExecutor(executor);
    server.createContext("/", this::exchange);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The same port under another host name. */
  URI elsewhere() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  void close() {
    server.stop(0);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call = Call.of(exchange);
      boolean fromPage = !call.header("Origin").isEmpty();
      new ReplySender(exchange, faults).send(fromPage ? Reply.text(403, "refused") : answer(call));
    }
  }

  private Reply answer(Call call) {
    String[] parts = call.path().split("/", -1);
    return switch (call.method() + " " + parts[1]) {
      case "GET faults" -> Reply.json(200, faultsAsJson());
      case "POST faults" -> switchOn(parts, call);
      case "DELETE faults" -> {
        faults.clear();
        yield Reply.json(200, faultsAsJson());
      }
      case "GET requests" -> Reply.json(200, requestsAsJson());
      case "DELETE requests" -> {
        requests.clear();
        yield Reply.json(200, requestsAsJson());
      }
      default -> foreign(call);
    };
  }

  private Reply foreign(Call call) {
    requests.add(ELSEWHERE, "web", call, "");
    return Reply.text(404, "nothing here");
  }

  private Reply switchOn(String[] parts, Call call) {
    String source = parts.length == 4 ? parts[2] : "";
    Fault fault = Fault.of(parts.length == 4 ? parts[3] : "").orElse(null);
    String count = call.parameter("count", Integer.toString(Faults.UNTIL_CLEARED));
    if (!sources.contains(source) || fault == null || !count.matches("[1-9][0-9]{0,9}")) {
      return Reply.text(
          404,
          "POST /faults/SOURCE/FAULT[?count=N][&path=PREFIX]\nsources: "
              + String.join(" ", sources)
              + "\nfaults: "
              + Arrays.stream(Fault.values()).map(Fault::id).collect(Collectors.joining(" "))
              + "\n");
    }
    int times = (int) Math.min(Long.parseLong(count), Faults.UNTIL_CLEARED);
    faults.set(source, fault, times, call.parameter("path"));
    return Reply.json(200, faultsAsJson());
  }

  private String faultsAsJson() {
    return faults.all().stream()
        .map(
            on ->
                "{\"source\":%s,\"fault\":%s,\"left\":%d,\"path\":%s}"
                    .formatted(
                        quoted(on.source()), quoted(on.fault().id()), on.left(), quoted(on.path())))
        .collect(Collectors.joining(",\n", "[", "]\n"));
  }

  private String requestsAsJson() {
    return requests.all().stream()
        .map(
            seen ->
                "{\"source\":%s,\"origin\":%s,\"method\":%s,\"path\":%s,\"query\":%s,\"account\":%s}"
                    .formatted(
                        quoted(seen.source()),
                        quoted(seen.origin()),
                        quoted(seen.method()),
                        quoted(seen.path()),
                        quoted(seen.query()),
                        quoted(seen.account())))
        .collect(Collectors.joining(",\n", "[", "]\n"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        quoted.append('\\').append(letter);
      } else if (letter < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }
}
