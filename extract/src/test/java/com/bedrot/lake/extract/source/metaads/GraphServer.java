package com.bedrot.lake.extract.source.metaads;

import com.bedrot.lake.extract.http.LocalServer;
import com.bedrot.lake.extract.http.LocalServer.Reply;
import com.bedrot.lake.extract.http.LocalServer.Request;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Plays the Graph API for ad accounts 101 and 202, with faults a test asks for. */
final class GraphServer implements AutoCloseable {
  /** Never to be seen outside a request's header. */
  static final String TOKEN = "EAAcanary0123456789abcdef0123456789";

  private final LocalServer server = LocalServer.answering(this::answer);
  private final Map<Predicate<Request>, BiFunction<Request, Integer, Reply>> faults =
      new LinkedHashMap<>();
  private final Map<Predicate<Request>, AtomicInteger> times = new LinkedHashMap<>();
  private final Map<String, String> reports = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> polls = new ConcurrentHashMap<>();
  private volatile int pollsUntilDone = 1;

  URI origin() {
    return server.origin();
  }

  List<Request> requests() {
    return server.requests();
  }

  long calls(String end) {
    return requests().stream().filter(r -> r.path().endsWith(end)).count();
  }

  /** Answers requests that match with what {@code reply} gives for their number; null: as usual. */
  synchronized void instead(
      Predicate<Request> requests, BiFunction<Request, Integer, Reply> reply) {
    faults.put(requests, reply);
    times.put(requests, new AtomicInteger());
  }

  synchronized void mend() {
    faults.clear();
  }

  void reportsTake(int manyPolls) {
    pollsUntilDone = manyPolls;
  }

  private Reply answer(Request request) {
    synchronized (this) {
      for (Map.Entry<Predicate<Request>, BiFunction<Request, Integer, Reply>> fault :
          faults.entrySet()) {
        if (fault.getKey().test(request)) {
          int time = times.get(fault.getKey()).incrementAndGet();
          Reply reply = fault.getValue().apply(request, time);
          if (reply != null) {
            return reply;
          }
        }
      }
    }
    if (!request.headers().getOrDefault("Authorization", "").startsWith("Bearer " + TOKEN)) {
      return error(190, "Invalid OAuth access token");
    }
    return data(request);
  }

  static Reply error(int code, String message) {
    return Reply.of(
        400,
        "application/json",
        "{\"error\":{\"message\":\""
            + message
            + "\",\"type\":\"OAuthException\",\"code\":"
            + code
            + "}}");
  }

  private Reply data(Request request) {
    String[] parts = request.path().substring("/v25.0/".length()).split("/");
    String account = parts[0].replace("act_", "");
    if (parts.length == 1 && parts[0].startsWith("act_")) {
      return Reply.json(
          "{\"account_id\":\""
              + account
              + "\",\"name\":\"An Account\",\"currency\":\"USD\",\"id\":\""
              + parts[0]
              + "\"}");
    }
    if (parts.length == 1) {
      return report(parts[0]);
    }
    if (parts[0].startsWith("act_") && request.method().equals("POST")) {
      String id = "9" + account + reports.size();
      reports.put(id, account + " " + request.query("level") + " " + request.query("time_range"));
      return Reply.json("{\"report_run_id\":\"" + id + "\"}");
    }
    if (reports.containsKey(parts[0])) {
      String[] asked = reports.get(parts[0]).split(" ", 3);
      return insights(request, asked[0], asked[1], asked[2]);
    }
    return switch (parts[1]) {
      case "campaigns" -> pages(request, account, 3, i -> entity(account, "1" + i, ""));
      case "adsets" ->
          pages(request, account, 2, i -> entity(account, "2" + i, ",\"campaign_id\":\"10\""));
      case "ads" ->
          pages(
              request,
              account,
              1,
              i -> entity(account, "3" + i, ",\"campaign_id\":\"10\",\"adset_id\":\"20\""));
      default -> insights(request, account, request.query("level"), request.query("time_range"));
    };
  }

  private Reply report(String id) {
    int poll = polls.computeIfAbsent(id, i -> new AtomicInteger()).incrementAndGet();
    boolean done = poll >= pollsUntilDone;
    return Reply.json(
        "{\"id\":\""
            + id
            + "\",\"async_status\":\""
            + (done ? "Job Completed" : "Job Running")
            + "\",\"async_percent_completion\":"
            + (done ? 100 : 40)
            + "}");
  }

  private static String entity(String account, String id, String more) {
    return "{\"id\":\""
        + account
        + id
        + "\",\"account_id\":\""
        + account
        + "\",\"name\":\"N"
        + id
        + "\""
        + more
        + ",\"status\":\"ACTIVE\",\"effective_status\":\"ACTIVE\"}";
  }

  /** One row per level, for the last day asked for. */
  private Reply insights(Request request, String account, String level, String range) {
    String day = range.replaceAll(".*\"until\":\"([0-9-]+)\".*", "$1");
    String ids =
        switch (level) {
          case "campaign" -> "\"campaign_id\":\"10\"";
          case "adset" -> "\"campaign_id\":\"10\",\"adset_id\":\"20\"";
          default -> "\"campaign_id\":\"10\",\"adset_id\":\"20\",\"ad_id\":\"30\"";
        };
    return pages(
        request,
        account,
        1,
        i ->
            "{\"account_id\":\""
                + account
                + "\","
                + ids
                + ",\"spend\":\"1.50\",\"impressions\":\"10\",\"date_start\":\""
                + day
                + "\",\"date_stop\":\""
                + day
                + "\"}");
  }

  private interface Row {
    String of(int index);
  }

  /** One row a page; the address of the next page holds the token, as the real one's does. */
  private Reply pages(Request request, String account, int rows, Row row) {
    String after = request.query("after");
    int index = after.isEmpty() ? 0 : Integer.parseInt(after.substring(1));
    String paging =
        index + 1 < rows
            ? ",\"paging\":{\"cursors\":{\"before\":\"c"
                + index
                + "\",\"after\":\"c"
                + (index + 1)
                + "\"},\"next\":\"https:\\/\\/graph.facebook.com\\/v25.0\\/x?access_token="
                + TOKEN
                + "&after=c"
                + (index + 1)
                + "\"}"
            : ",\"paging\":{\"cursors\":{\"before\":\"c0\",\"after\":\"c" + index + "\"}}";
    return Reply.json("{\"data\":[" + row.of(index) + "]" + paging + "}");
  }

  @Override
  public void close() {
    server.close();
  }
}
