package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Secrets;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.TokenGate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/**
 * YouTube: access tokens for a refresh token, the Data API's channel, uploads and videos, the
 * Reporting API's jobs and daily files; the Analytics API is in {@link YoutubeAnalytics}.
 */
final class YoutubePortal implements Portal {
  private static final Duration ACCESS_LIFE = Duration.ofHours(1);
  private static final String SECOND_PAGE = "CAUQAA";
  private static final String JOBS = "/v1/jobs";

  /** Report types that an account asked for, besides those of the golden jobs. */
  private final Map<String, Set<String>> ordered = new ConcurrentHashMap<>();

  private final List<LabelAccount> accounts =
      List.of(
          account("pig1987", "UCpig1987replica00000000", "PIG1987"),
          account("zone-a0", "UCzonea0replica000000000", "ZONE A0"));

  private static LabelAccount account(String key, String id, String title) {
    Map<String, String> secrets =
        Map.of(
            "CLIENT_ID", "1987-" + key + ".apps.example",
            "CLIENT_SECRET", Secrets.token("GOCreplica"),
            "REFRESH_TOKEN", Secrets.token("1//replica"));
    return new LabelAccount(key, id, List.of(id, title), null, secrets);
  }

  @Override
  public String source() {
    return "youtube";
  }

  @Override
  public List<String> origins() {
    return List.of("token", "data", "analytics", "reporting");
  }

  @Override
  public List<LabelAccount> accounts() {
    return accounts;
  }

  @Override
  public Map<String, Routes> routes(Site site) {
    Tokens tokens = new Tokens(site, ACCESS_LIFE);
    Reply refused = Reply.json(401, site.goldens().text("error-token.json"));
    Reply failed = Reply.json(403, site.goldens().text("error-quota.json"));
    TokenGate gate = new TokenGate(call -> tokens.account(call.bearer()), refused, failed);
    YoutubeAnalytics analytics = new YoutubeAnalytics(site);
    return Map.of(
        "token",
        new Routes(gate).open("POST", "/token", call -> token(site, tokens, call)),
        "data",
        data(site, gate),
        "analytics",
        new Routes(gate).gated("GET", "/v2/reports", analytics::report),
        "reporting",
        reporting(site, gate));
  }

  private static Reply token(Site site, Tokens tokens, Call call) {
    Optional<LabelAccount> account =
        site.accountWith("REFRESH_TOKEN", call.field("refresh_token"))
            .filter(found -> call.field("grant_type").equals("refresh_token"))
            .filter(found -> found.secret("CLIENT_ID").equals(call.field("client_id")))
            .filter(found -> found.secret("CLIENT_SECRET").equals(call.field("client_secret")));
    return account
        .map(found -> Map.of("access", tokens.give(found, "ya29.")))
        .map(values -> Reply.json(200, site.goldens().text("token.json", values)))
        .orElseGet(() -> Reply.json(400, site.goldens().text("invalid-grant.json")));
  }

  private static Routes data(Site site, TokenGate gate) {
    return new Routes(gate)
        .gated(
            "GET",
            "/youtube/v3/channels",
            (c, a) -> Reply.data(site.goldens().text(a.key() + "/channel.json")))
        .gated("GET", "/youtube/v3/playlistItems", (c, a) -> uploads(site, c, a))
        .gated("GET", "/youtube/v3/videos", (c, a) -> videos(site, c, a));
  }

  private static Reply uploads(Site site, Call call, LabelAccount account) {
    boolean second = call.parameter("pageToken").equals(SECOND_PAGE);
    String page = second && !site.takes(Fault.REPEATED_PAGE, call) ? "2" : "1";
    return Reply.data(site.goldens().text(account.key() + "/uploads-" + page + ".json"));
  }

  private static Reply videos(Site site, Call call, LabelAccount account) {
    List<String> asked = List.of(call.parameter("id").split(",", -1));
    List<String> found =
        site.goldens()
            .text(account.key() + "/videos.txt")
            .lines()
            .filter(line -> asked.contains(line.substring(0, line.indexOf('\t'))))
            .map(line -> line.substring(line.indexOf('\t') + 1))
            .toList();
    return Reply.data(
        site.goldens()
            .around(
                "videos.json",
                String.join(",", found),
                Map.of("total", Integer.toString(found.size()))));
  }

  private Routes reporting(Site site, TokenGate gate) {
    return new Routes(gate)
        .gated("GET", JOBS, (c, a) -> jobs(site, a))
        .gated("POST", JOBS, (c, a) -> order(site, c, a))
        .gated("GET", "/v1/jobs/{job}/reports", (c, a) -> reports(site, c, a))
        .gated("GET", "/v1/media/{channel}/{report}", (c, a) -> file(site, c, a));
  }

  private Reply jobs(Site site, LabelAccount account) {
    String more =
        ordered.getOrDefault(account.key(), Set.of()).stream()
            .map(type -> "," + job(site, type))
            .collect(Collectors.joining());
    return Reply.data(site.goldens().around("jobs.json", more, Map.of()));
  }

  /** Makes a job, whose reports only come within two days. */
  private Reply order(Site site, Call call, LabelAccount account) {
    String type = JsonField.of(call.body(), "reportTypeId");
    if (type.isEmpty()) {
      return Reply.json(400, site.goldens().text("error-query.json"));
    }
    ordered.computeIfAbsent(account.key(), key -> new ConcurrentSkipListSet<>()).add(type);
    return Reply.data(job(site, type));
  }

  private static String job(Site site, String type) {
    return site.goldens().text("job.json", Map.of("type", type)).strip();
  }

  private Reply reports(Site site, Call call, LabelAccount account) {
    if (ordered
        .getOrDefault(account.key(), Set.of())
        .contains(call.part("job").replaceFirst("^job-", ""))) {
      return Reply.data(site.goldens().text("reports-none.json"));
    }
    Map<String, String> values =
        Map.of("reporting", site.address("reporting"), "channel", account.id());
    if (call.part("job").equals("job-reach-a1")) {
      return Reply.data(site.goldens().text("reach-reports.json", values));
    }
    if (!call.part("job").equals("job-basic-a3")) {
      return Reply.json(404, site.goldens().text("error-missing.json"));
    }
    boolean second = call.parameter("pageToken").equals(SECOND_PAGE);
    String page = second && !site.takes(Fault.REPEATED_PAGE, call) ? "2" : "1";
    return Reply.data(site.goldens().text("reports-" + page + ".json", values));
  }

  private static Reply file(Site site, Call call, LabelAccount account) {
    String report = call.part("report");
    if (!report.matches("basic-[1-6]|reach-[12]")) {
      return Reply.json(404, site.goldens().text("error-missing.json"));
    }
    String csv = site.goldens().text(account.key() + "/" + report + ".csv");
    return Reply.download(report + ".csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8));
  }
}
