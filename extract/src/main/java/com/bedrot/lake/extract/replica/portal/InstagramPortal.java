package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.TokenGate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Instagram's Graph API: account insights as series and totals, media and their insights. */
final class InstagramPortal implements Portal {
  private static final int MOST_DAYS = 30;
  private static final List<String> SERIES = List.of("reach", "follower_count");
  private static final String SERIES_ONLY = "follower_count";

  private final List<LabelAccount> accounts =
      List.of(
          account("pig1987", "17841400001987001", "pig1987"),
          account("zone-a0", "17841400001987002", "zone.a0"));

  private static LabelAccount account(String key, String id, String name) {
    Map<String, String> secrets = GraphTokens.secrets(key, "IGreplica");
    return new LabelAccount(key, id, List.of(id, name), null, secrets);
  }

  @Override
  public String source() {
    return "instagram";
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
    MetricRows days = new MetricRows(site, "account.columns");
    GraphTokens tokens = new GraphTokens(site);
    Reply refused = Reply.json(401, site.goldens().text("error-token.json"));
    Reply failed = Reply.json(400, site.goldens().text("error-limit.json"));
    Routes graph =
        new Routes(new TokenGate(tokens::caller, refused, failed))
            .open("GET", "/{version}/oauth/access_token", tokens::exchange)
            .gated("GET", "/{version}/{id}", (c, a) -> profile(site, a))
            .gated("GET", "/{version}/{id}/media", (c, a) -> media(site, c, a))
            .gated("GET", "/{version}/{id}/insights", (c, a) -> insights(site, days, c, a));
    return Map.of("api", graph);
  }

  private static Reply profile(Site site, LabelAccount account) {
    return Reply.data(site.goldens().text(account.key() + "/profile.json"))
        .withHeader("X-Business-Use-Case-Usage", site.goldens().text("usage.json").strip());
  }

  private static Reply media(Site site, Call call, LabelAccount account) {
    List<String> all = site.goldens().text(account.key() + "/media.jsonl").lines().toList();
    GraphPages pages = new GraphPages(site, call, all);
    Map<String, String> secrets = Map.of("access_token", account.secret("ACCESS_TOKEN"));
    return Reply.data(pages.json(secrets, site.takes(Fault.REPEATED_PAGE, call)));
  }

  private static Reply insights(Site site, MetricRows days, Call call, LabelAccount account) {
    return site.accountOf(call.part("id")).isPresent()
        ? accountInsights(site, days, call, account)
        : mediaInsights(site, call, account);
  }

  private static Reply mediaInsights(Site site, Call call, LabelAccount account) {
    List<String> asked = List.of(call.parameter("metric").split(",", -1));
    String prefix = call.part("id") + "\t";
    List<String> found =
        site.goldens()
            .text(account.key() + "/media-insights.txt")
            .lines()
            .filter(line -> line.startsWith(prefix))
            .map(line -> line.substring(prefix.length()))
            .filter(line -> asked.contains(line.substring(0, line.indexOf('\t'))))
            .map(line -> line.substring(line.indexOf('\t') + 1))
            .toList();
    return found.size() == asked.size()
        ? Reply.data(site.goldens().around("insights.json", String.join(",", found), Map.of()))
        : rejected(site, call.parameter("metric"));
  }

  private static Reply rejected(Site site, String metric) {
    return Reply.json(400, site.goldens().text("error-metric.json", Map.of("metric", metric)));
  }

  private static Reply accountInsights(
      Site site, MetricRows days, Call call, LabelAccount account) {
    List<String> metrics = List.of(call.parameter("metric").split(",", -1));
    boolean series = !call.parameter("metric_type").equals("total_value");
    Optional<String> unknown =
        metrics.stream()
            .filter(m -> !days.knows(m) || !(series ? SERIES.contains(m) : !m.equals(SERIES_ONLY)))
            .findFirst();
    if (unknown.isPresent()) {
      return rejected(site, unknown.get());
    }
    LocalDate today = site.goldens().today();
    Window window =
        new Window(
            day(call.parameter("since"), today.minusDays(2)),
            day(call.parameter("until"), today).minusDays(1));
    if (ChronoUnit.DAYS.between(window.first(), window.last()) >= MOST_DAYS) {
      return Reply.json(400, site.goldens().text("error-range.json"));
    }
    List<MetricRows.Day> rows = days.days(account.key() + "/account.rows", window);
    String body =
        metrics.stream()
            .map(m -> series ? series(site, days, rows, m) : total(site, days, rows, m))
            .collect(Collectors.joining(","));
    return Reply.data(site.goldens().around("insights.json", body, Map.of()));
  }

  private static String series(
      Site site, MetricRows days, List<MetricRows.Day> rows, String metric) {
    String values =
        rows.stream()
            .map(
                row ->
                    site.goldens()
                        .text(
                            "value.json",
                            Map.of(
                                "value", days.value(row, metric),
                                "end", row.date().plusDays(1).toString()))
                        .strip())
            .collect(Collectors.joining(","));
    return site.goldens().around("series.json", values, Map.of("metric", metric));
  }

  private static String total(
      Site site, MetricRows days, List<MetricRows.Day> rows, String metric) {
    long sum = rows.stream().mapToLong(row -> Long.parseLong(days.value(row, metric))).sum();
    return site.goldens().text("total.json", Map.of("metric", metric, "value", Long.toString(sum)));
  }

  private static LocalDate day(String seconds, LocalDate otherwise) {
    return seconds.matches("\\d{1,11}")
        ? LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(seconds)), ZoneOffset.UTC)
        : otherwise;
  }
}
