package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.TokenGate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Meta's Marketing API: entities and daily insights in pages, insights as reports too. */
final class MetaadsPortal implements Portal {
  private static final List<String> LEVELS = List.of("campaign", "adset", "ad");
  private static final int DAYS_UNLESS_ASKED = 30;
  private static final int LOOKS_UNTIL_DONE = 3;
  private static final long FIRST_REPORT = 6_198_700_000_000_000L;

  /** A report being made: what was asked for, how often it was looked at. */
  private record Report(LabelAccount account, List<String> rows, int looks) {}

  private final AtomicLong ordered = new AtomicLong();
  private final Map<String, Report> reports = new ConcurrentHashMap<>();
  private final List<LabelAccount> accounts =
      List.of(
          account("label-ads", "1987001987001987", "USD"),
          account("zone-a0-ads", "1987002987002987", "EUR"));

  private static LabelAccount account(String key, String id, String currency) {
    Map<String, String> secrets = GraphTokens.secrets(key, "EAAreplica");
    return new LabelAccount(key, id, List.of(id, "act_" + id), currency, secrets);
  }

  @Override
  public String source() {
    return "metaads";
  }

  @Override
  public List<String> origins() {
    return List.of("api");
  }

  @Override
  public List<LabelAccount> accounts() {
    return accounts;
  }

  @Override
  public Map<String, Routes> routes(Site site) {
    GraphTokens tokens = new GraphTokens(site);
    Reply refused = Reply.json(401, site.goldens().text("error-token.json"));
    Reply failed = Reply.json(400, site.goldens().text("error-limit.json"));
    Routes graph =
        new Routes(new TokenGate(tokens::caller, refused, failed))
            .open("GET", "/{version}/oauth/access_token", tokens::exchange)
            .gated("GET", "/{version}/me/adaccounts", (c, a) -> with(site, c, accountOf(site, a)))
            .gated("GET", "/{version}/act_{id}", (c, a) -> with(site, c, accountOf(site, a)))
            .gated("GET", "/{version}/act_{id}/campaigns", (c, a) -> list(site, c, a, "campaigns"))
            .gated("GET", "/{version}/act_{id}/adsets", (c, a) -> list(site, c, a, "adsets"))
            .gated("GET", "/{version}/act_{id}/ads", (c, a) -> list(site, c, a, "ads"))
            .gated("GET", "/{version}/act_{id}/insights", (c, a) -> insights(site, c, a))
            .gated("POST", "/{version}/act_{id}/insights", (c, a) -> order(site, c, a))
            .gated("GET", "/{version}/{report}", (c, a) -> status(site, c))
            .gated("GET", "/{version}/{report}/insights", (c, a) -> result(site, c));
    return Map.of("api", graph);
  }

  private static String accountOf(Site site, LabelAccount account) {
    return site.goldens().text(account.key() + "/account.json");
  }

  private static Reply list(Site site, Call call, LabelAccount account, String what) {
    String all = site.goldens().text(account.key() + "/" + what + ".jsonl");
    return with(site, call, page(site, call, account, all.lines().toList()));
  }

  private static Reply insights(Site site, Call call, LabelAccount account) {
    if (!call.parameter("time_increment").equals("1")) {
      return Reply.json(400, site.goldens().text("error-parameter.json"));
    }
    return with(site, call, page(site, call, account, rows(site, call.query(), account)));
  }

  private static List<String> rows(Site site, Map<String, String> asked, LabelAccount account) {
    String level = asked.getOrDefault("level", "campaign");
    String range = asked.getOrDefault("time_range", "");
    Window window =
        Window.of(
            JsonField.of(range, "since"),
            JsonField.of(range, "until"),
            Window.before(site.goldens().today(), DAYS_UNLESS_ASKED));
    String known = LEVELS.contains(level) ? level : "campaign";
    String file = account.key() + "/insights-" + known + ".rows";
    return site.goldens().lines(file, window.first(), window.last());
  }

  /** One page; the cursor is the number of rows before it, and the next address has the token. */
  private static String page(Site site, Call call, LabelAccount account, List<String> all) {
    GraphPages pages = new GraphPages(site, call, all);
    return pages.json(
        Map.of("access_token", account.secret("ACCESS_TOKEN")),
        site.takes(Fault.REPEATED_PAGE, call));
  }

  private Reply order(Site site, Call call, LabelAccount account) {
    Map<String, String> asked = new LinkedHashMap<>(call.query());
    for (String name : List.of("level", "time_range", "time_increment")) {
      String value = call.field(name);
      if (!value.isEmpty()) {
        asked.put(name, value);
      }
    }
    if (!asked.getOrDefault("time_increment", "").equals("1")) {
      return Reply.json(400, site.goldens().text("error-parameter.json"));
    }
    String id = Long.toString(FIRST_REPORT + ordered.getAndIncrement());
    reports.put(id, new Report(account, rows(site, asked, account), 0));
    return with(site, call, "{\"report_run_id\":\"" + id + "\"}").withStatus(200);
  }

  private Reply status(Site site, Call call) {
    Report report =
        reports.computeIfPresent(
            call.part("report"),
            (id, old) -> new Report(old.account(), old.rows(), old.looks() + 1));
    if (report == null) {
      return Reply.json(400, site.goldens().text("error-unknown.json"));
    }
    int looks = Math.min(report.looks(), LOOKS_UNTIL_DONE);
    Map<String, String> id = Map.of("id", call.part("report"), "account", report.account().id());
    return with(site, call, site.goldens().text("report-" + looks + ".json", id));
  }

  private Reply result(Site site, Call call) {
    Report report = reports.get(call.part("report"));
    if (report == null || report.looks() < LOOKS_UNTIL_DONE) {
      return Reply.json(400, site.goldens().text("error-unknown.json"));
    }
    return with(site, call, page(site, call, report.account(), report.rows()));
  }

  private static Reply with(Site site, Call call, String json) {
    String usage =
        site.goldens().text(site.takes(Fault.USAGE_HIGH, call) ? "usage-high.txt" : "usage.txt");
    Reply reply = Reply.data(json);
    for (String line : usage.lines().toList()) {
      int colon = line.indexOf(": ");
      reply = reply.withHeader(line.substring(0, colon), line.substring(colon + 2));
    }
    return reply;
  }
}
