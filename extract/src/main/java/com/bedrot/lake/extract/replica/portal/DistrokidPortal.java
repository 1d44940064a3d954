package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.FormLogin;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.StoredZip;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * DistroKid: sign-in with a one-time code, bank details (a download at once, or an export that
 * takes a while for the account with many lines), daily streams.
 */
final class DistrokidPortal implements Portal {
  private static final Duration COOKIE_LIFE = Duration.ofDays(90);
  private static final int STREAM_DAYS = 365;
  private static final int LOOKS_UNTIL_READY = 3;
  private static final String EXPORTS_SLOWLY = "zone-a0";

  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private final List<LabelAccount> accounts =
      List.of(
          new LabelAccount(
              "pig1987",
              "PIG1987",
              List.of("PIG1987", "pig1987"),
              "USD",
              Credentials.withCode("pig1987")),
          new LabelAccount(
              EXPORTS_SLOWLY,
              "ZONE A0",
              List.of("ZONE A0", "zonea0"),
              "USD",
              Credentials.withCode("zonea0")));

  @Override
  public String source() {
    return "distrokid";
  }

  @Override
  public List<String> origins() {
    return List.of("web");
  }

  @Override
  public List<LabelAccount> accounts() {
    return accounts;
  }

  @Override
  public Map<String, Routes> routes(Site site) {
    FormLogin login =
        new FormLogin(
            site,
            new FormLogin.Plan(
                "web",
                "/signin",
                "/signin/code",
                "dk_session",
                COOKIE_LIFE,
                site.address("web") + "/dashboard/"));
    Routes routes =
        new Routes(login)
            .gated("GET", "/dashboard/", (call, account) -> page(site, "dashboard.html", account))
            .gated("GET", "/bank/details/", (call, account) -> bank(site, account))
            .gated("GET", "/bank/details/download/", (call, account) -> file(site, account))
            .gated("POST", "/bank/details/export/", (call, account) -> order(account))
            .gated("GET", "/bank/details/export/status/", (call, account) -> status(account))
            .gated("GET", "/bank/details/export/file/", (call, account) -> archive(site, account))
            .gated("GET", "/stats/", (call, account) -> streams(site, call, account));
    return Map.of("web", login.onto(routes));
  }

  private static Reply page(Site site, String name, LabelAccount account) {
    return site.goldens().page(name, Map.of("account", account.id()));
  }

  private static Reply bank(Site site, LabelAccount account) {
    return page(site, isSlow(account) ? "bank-export.html" : "bank.html", account);
  }

  private static boolean isSlow(LabelAccount account) {
    return account.key().equals(EXPORTS_SLOWLY);
  }

  private static String name(Site site, LabelAccount account, String ending) {
    String user = account.handles().get(1);
    return "DistroKid_" + site.now().toEpochMilli() + "_" + user + ending;
  }

  private static Reply file(Site site, LabelAccount account) {
    if (isSlow(account)) {
      return Reply.redirect(site.address("web") + "/bank/details/");
    }
    String text = site.goldens().text(account.key() + "/bank.tsv");
    return Reply.download(
        name(site, account, ".tsv"),
        "text/tab-separated-values; charset=utf-8",
        text.getBytes(StandardCharsets.UTF_8));
  }

  private Reply order(LabelAccount account) {
    looks.put(account.key(), 0);
    return Reply.json(202, "{\"state\":\"queued\"}");
  }

  private Reply status(LabelAccount account) {
    Integer seen = looks.computeIfPresent(account.key(), (key, count) -> count + 1);
    if (seen == null) {
      return Reply.json(404, "{\"state\":\"none\"}");
    }
    return Reply.json(
        200, seen < LOOKS_UNTIL_READY ? "{\"state\":\"running\"}" : "{\"state\":\"ready\"}");
  }

  /** A CSV in Windows-1252 whose lines end in CR alone, in an archive. */
  private Reply archive(Site site, LabelAccount account) {
    if (looks.getOrDefault(account.key(), 0) < LOOKS_UNTIL_READY) {
      return Reply.text(404, "no export is ready");
    }
    String text = site.goldens().text(account.key() + "/bank.csv").replace('\n', '\r');
    byte[] csv = text.getBytes(Charset.forName("windows-1252"));
    byte[] zip = StoredZip.of(Map.of(name(site, account, ".csv"), csv), site.now());
    return Reply.download(name(site, account, ".zip"), "application/zip", zip);
  }

  private static Reply streams(Site site, Call call, LabelAccount account) {
    String store = call.parameter("data");
    if (!store.equals("streams") && !store.equals("applemusic")) {
      return Reply.text(404, "no such statistics");
    }
    LocalDate today = site.goldens().today();
    List<String> rows =
        site.goldens()
            .lines(
                account.key() + "/" + store + ".rows",
                today.minusDays(STREAM_DAYS),
                today.minusDays(1));
    String html =
        site.goldens()
            .around(
                account.key() + "/" + store + ".html",
                String.join(",\n", rows),
                Map.of("account", account.id()));
    return Reply.dataPage(html);
  }
}
