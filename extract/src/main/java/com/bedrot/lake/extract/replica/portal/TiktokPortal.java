package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.FormLogin;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.StoredZip;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** TikTok Studio: four exports as archives, the follower count as JSON. */
final class TiktokPortal implements Portal {
  private static final Duration COOKIE_LIFE = Duration.ofDays(30);
  private static final List<String> SECTIONS =
      List.of("overview", "content", "followers", "viewers");
  private static final List<String> RANGES = List.of("7", "28", "60", "180", "365");

  private final List<LabelAccount> accounts =
      List.of(
          new LabelAccount(
              "pig1987", "pig1987", List.of("pig1987"), null, Credentials.password("pig1987")),
          new LabelAccount(
              "zone-a0",
              "zone.a0",
              List.of("zone.a0", "zonea0", "zone_a0"),
              null,
              Credentials.password("zonea0")));

  @Override
  public String source() {
    return "tiktok";
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
        FormLogin.atWeb(site, "sessionid", COOKIE_LIFE, "/tiktokstudio/analytics/overview");
    Routes routes =
        new Routes(login)
            .gated("GET", "/tiktokstudio/analytics/{section}", (c, a) -> page(site, c, a))
            .gated("GET", "/@{handle}", (c, a) -> profile(site, a))
            .gated("GET", "/tiktokstudio/download/{section}/", (c, a) -> export(site, c, a))
            .gated("GET", "/tiktokstudio/api/account/stats/", (c, a) -> count(site, a));
    return Map.of("web", login.onto(routes));
  }

  private static Reply page(Site site, Call call, LabelAccount account) {
    String section = call.part("section");
    return SECTIONS.contains(section)
        ? site.goldens().page("section.html", Map.of("section", section, "account", account.id()))
        : Reply.text(404, "no such section");
  }

  private static Reply profile(Site site, LabelAccount account) {
    return site.goldens().page("profile.html", Map.of("account", account.id()));
  }

  private static Reply count(Site site, LabelAccount account) {
    return Reply.data(site.goldens().text(account.key() + "/stats.json"));
  }

  private static Reply export(Site site, Call call, LabelAccount account) {
    String days = call.parameter("days", "28");
    if (!SECTIONS.contains(call.part("section")) || !RANGES.contains(days)) {
      return Reply.text(404, "no such export");
    }
    LocalDate first = site.goldens().today().minusDays(Long.parseLong(days));
    return switch (call.part("section")) {
      case "overview" -> overview(site, account, first);
      case "content" ->
          archive(
              site,
              "Content_" + account.id(),
              Map.of("Content.csv", plain(site, account, "Content.csv")));
      case "followers" -> followers(site, account, first);
      default ->
          archive(
              site,
              "Viewers_" + account.id(),
              Map.of("Viewers.csv", dated(site, account, "Viewers", first)));
    };
  }

  private static Reply overview(Site site, LabelAccount account, LocalDate first) {
    String name = "Overview_" + first + "_" + site.now().getEpochSecond() + "_" + account.id();
    return archive(site, name, Map.of("Overview.csv", dated(site, account, "Overview", first)));
  }

  private static Reply followers(Site site, LabelAccount account, LocalDate first) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("FollowerHistory.csv", dated(site, account, "FollowerHistory", first));
    for (String name :
        List.of("FollowerActivity.csv", "FollowerGender.csv", "FollowerTopTerritories.csv")) {
      entries.put(name, plain(site, account, name));
    }
    return archive(site, "Followers_" + account.id(), entries);
  }

  private static byte[] plain(Site site, LabelAccount account, String name) {
    return site.goldens()
        .text(account.key() + "/" + name)
        .stripTrailing()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A header and the rows of the days from the first to yesterday, without a final line end. */
  private static byte[] dated(Site site, LabelAccount account, String name, LocalDate first) {
    String folder = account.key() + "/" + name;
    List<String> rows =
        site.goldens().lines(folder + ".rows", first, site.goldens().today().minusDays(1));
    return site.goldens()
        .around(folder + ".csv", String.join("\n", rows), Map.of())
        .stripTrailing()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Reply archive(Site site, String name, Map<String, byte[]> entries) {
    return Reply.download(name + ".zip", "application/zip", StoredZip.of(entries, site.now()));
  }
}
