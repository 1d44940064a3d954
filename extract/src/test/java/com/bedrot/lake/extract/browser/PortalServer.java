package com.bedrot.lake.extract.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small portal with a login, a second factor, a report and every way to go wrong. */
public final class PortalServer implements AutoCloseable {
  public static final String PASSWORD = "canary-password-1987";
  public static final String OTP = "081804";
  public static final String COOKIE = "canary-cookie-of-";
  public static final String REPORT = "date,streams\n2026-11-01,12\n";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private volatile int generation;
  private int visits;

  public PortalServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on nobody is signed in any more. */
  public void forgetLogins() {
    generation++;
  }

  /** What the contract says of it. */
  public static Map<String, Object> portal() {
    return Map.of(
        "kind", "browser",
        "accounts", "several",
        "origins", Map.of("web", "https://shop.example"),
        "hosts", List.of("shop.example"),
        "pages",
            Map.of(
                "login", "/login", "home", "/home", "away", "/away", "broken", "/broken", "loop",
                "/loop"),
        "calls", Map.of("graphql", "/graphql", "begun", "/begun"),
        "selectors",
            Map.ofEntries(
                Map.entry("user", "#user"),
                Map.entry("password", "#password"),
                Map.entry("submit", "#submit"),
                Map.entry("otp", "#otp"),
                Map.entry("error", "#error"),
                Map.entry("captcha", "#captcha"),
                Map.entry("signed_in", "#welcome"),
                Map.entry("account", "#account"),
                Map.entry("report", "#report"),
                Map.entry("endless", "#endless"),
                Map.entry("cut", "#cut"),
                Map.entry("ask", "#ask"),
                Map.entry("begin", "#begin"),
                Map.entry("renamed", "#was-renamed")),
        "session",
            Map.of("auth_cookies", List.of("sid"), "signed_in", "signed_in", "strategy", "visit"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String cookie =
        String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")).replace("null", "");
    seen.add(path + " " + cookie);
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean post = exchange.getRequestMethod().equals("POST");
    switch (path) {
      case "/login" -> login(exchange, body, post);
      case "/otp" -> otp(exchange, body, cookie);
      case "/home" -> home(exchange, cookie);
      case "/away" -> redirect(exchange, origin().replace("127.0.0.1", "localhost") + "/evil");
      case "/broken" -> page(exchange, 503, "down");
      case "/loop" -> page(exchange, 200, "<script>setTimeout(() => {for (;;);}, 99)</script>");
      case "/graphql" -> json(exchange);
      case "/begun" -> begin(exchange);
      case "/report.csv" -> download(exchange, REPORT.length(), REPORT, false);
      case "/endless" -> download(exchange, 0, REPORT, true);
      case "/cut" -> download(exchange, 100_000, REPORT, false);
      default -> page(exchange, 404, "nothing");
    }
  }

  private void login(HttpExchange exchange, String body, boolean post) throws IOException {
    if (!post) {
      page(
          exchange,
          200,
          form(
              "/login",
              "<input id=user name=user><input id=password type=password name=password>"));
    } else if (!body.contains("password=" + PASSWORD)) {
      page(exchange, 200, "<div id=error>no</div>");
    } else {
      String user = body.replaceFirst(".*user=([^&]*).*", "$1");
      exchange.getResponseHeaders().add("Set-Cookie", "half=" + user + "; Path=/");
      page(exchange, 200, form("/otp", "<input id=otp name=otp>"));
    }
  }

  private void otp(HttpExchange exchange, String body, String cookie) throws IOException {
    if (!body.equals("otp=" + OTP)) {
      page(exchange, 200, "<div id=error>no</div>");
      return;
    }
    String user = cookie.replaceFirst(".*half=([^;]*).*", "$1");
    exchange
        .getResponseHeaders()
        .add("Set-Cookie", "sid=" + COOKIE + user + "; Path=/; HttpOnly; Max-Age=864000");
    exchange.getResponseHeaders().add("Set-Cookie", "login=" + generation + "; Path=/");
    redirect(exchange, "/home");
  }

  private void home(HttpExchange exchange, String cookie) throws IOException {
    if (!cookie.contains("sid=" + COOKIE) || !cookie.contains("login=" + generation)) {
      redirect(exchange, "/login");
      return;
    }
    exchange.getResponseHeaders().add("Set-Cookie", "visits=" + ++visits + "; Path=/; Max-Age=99");
    String user = cookie.replaceFirst(".*sid=" + COOKIE + "([^;]*).*", "$1");
    page(
        exchange,
        200,
        "<div id=welcome>hello</div><b id=account>@"
            + user
            + "</b>"
            + "<script>const t='canary-token-in-script-0001';localStorage.setItem('jwt','canary-storage-token-0001')</script>"
            + "<input name=csrf value=canary-form-value><a href='/x?token=canary-query-0001'>x</a>"
            + "<a id=report href=/report.csv>r</a> <a id=endless href=/endless>e</a> <a id=cut href=/cut>c</a>"
            + "<button id=begin onclick=\"fetch('/begun')\">b</button>"
            + "<button id=ask onclick=\"for (const o of ['getNoise','getAnalytics'])"
            + " fetch('/graphql',{method:'POST',headers:{'X-Token':'canary-header-0001'},body:JSON.stringify({operationName:o})})\">a</button>");
  }

  private static void json(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    send(exchange, 200, "{\"data\":{\"views\":3}}");
  }

  private static String form(String action, String fields) {
    return "<form method=post action="
        + action
        + ">"
        + fields
        + "<button id=submit>go</button></form>";
  }

  private static void page(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    send(exchange, status, "<!doctype html><html><body>" + body + "</body></html>");
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void download(HttpExchange exchange, long length, String body, boolean hold)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/csv");
    exchange.getResponseHeaders().add("Content-Disposition", "attachment; filename=report.csv");
    exchange.sendResponseHeaders(200, length);
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.getResponseBody().flush();
    if (hold) {
      awaitClosing();
    }
    exchange.close();
  }

  /** An answer that begins and does not end. */
  private void begin(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("{\"data\":".getBytes(UTF_8));
    exchange.getResponseBody().flush();
    awaitClosing();
    exchange.close();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
