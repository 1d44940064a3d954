package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.FormLogin;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Site;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Spotify for Artists: audience timeline as CSV, songs per window as JSON and CSV, playlists. */
final class SpotifyartistsPortal implements Portal {
  private static final Duration COOKIE_LIFE = Duration.ofDays(30);
  private static final Map<String, Integer> TIMELINES =
      Map.of("7day", 7, "28day", 28, "1year", 365, "all", 400);
  private static final List<String> SONG_WINDOWS = List.of("1day", "7day", "28day", "1year", "all");

  private final List<LabelAccount> accounts =
      List.of(
          new LabelAccount(
              "pig1987",
              "1pig1987Replica000000A",
              List.of("1pig1987Replica000000A", "PIG1987"),
              null,
              Credentials.password("pig1987")),
          new LabelAccount(
              "zone-a0",
              "2zoneA0Replica0000000B",
              List.of("2zoneA0Replica0000000B", "ZONE A0"),
              null,
              Credentials.password("zonea0")));

  @Override
  public String source() {
    return "spotifyartists";
  }

  @Override
  public List<String> origins() {
    return List.of("web", "login", "api");
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
                "login", "/login", "/login/code", "sp_dc", COOKIE_LIFE, site.address("web") + "/"));
    Routes web =
        new Routes(login)
            .gated("GET", "/", (call, account) -> home(site, account))
            .gated("GET", "/c/artist/{id}/home", page(site, "home.html"))
            .gated("GET", "/c/artist/{id}/audience/stats", page(site, "audience.html"))
            .gated("GET", "/c/artist/{id}/music/songs", page(site, "songs.html"))
            .gated("GET", "/c/artist/{id}/music/playlists", page(site, "playlists.html"))
            .gated("GET", "/c/artist/{id}/audience/timeline.csv", (c, a) -> audience(site, c, a))
            .gated("GET", "/c/artist/{id}/music/songs.csv", (c, a) -> file(site, c, a, "songs"))
            .gated(
                "GET",
                "/c/artist/{id}/music/playlists.csv",
                (c, a) -> file(site, c, a, "playlists"));
    Routes api =
        new Routes(login)
            .gated("GET", "/catalog-view/v1/artist/{id}/songs", (c, a) -> songs(site, c, a));
    return Map.of("web", web, "login", login.onto(new Routes(login)), "api", api);
  }

  private static Reply home(Site site, LabelAccount account) {
    return Reply.redirect(site.address("web") + "/c/artist/" + account.id() + "/home");
  }

  private static Routes.AccountHandler page(Site site, String name) {
    return (call, account) ->
        site.goldens()
            .page(
                name,
                Map.of(
                    "artist", account.id(),
                    "account", account.handles().get(1),
                    "api", site.address("api"),
                    "window", call.parameter("time-filter", "28day")));
  }

  private static Reply audience(Site site, Call call, LabelAccount account) {
    Integer days = TIMELINES.get(call.parameter("time-filter", "1year"));
    if (days == null) {
      return Reply.text(400, "unknown time-filter");
    }
    LocalDate today = site.goldens().today();
    List<String> rows =
        site.goldens()
            .lines(account.key() + "/audience.rows", today.minusDays(days), today.minusDays(1));
    String csv =
        site.goldens().around(account.key() + "/audience.csv", String.join("\n", rows), Map.of());
    return csv(account.id() + "-audience-timeline.csv", csv);
  }

  private static Reply file(Site site, Call call, LabelAccount account, String what) {
    String window = call.parameter("time-filter", "28day");
    boolean known = what.equals("songs") ? SONG_WINDOWS.contains(window) : window.equals("28day");
    if (!known) {
      return Reply.text(400, "unknown time-filter");
    }
    String name = what + "-" + window + ".csv";
    return csv(account.id() + "-" + name, site.goldens().text(account.key() + "/" + name));
  }

  private static Reply songs(Site site, Call call, LabelAccount account) {
    String window = call.parameter("time-filter");
    return SONG_WINDOWS.contains(window)
        ? Reply.data(site.goldens().text(account.key() + "/songs-" + window + ".json"))
        : Reply.json(400, site.goldens().text("/shared/error.json"));
  }

  private static Reply csv(String name, String text) {
    return Reply.download(name, "text/csv; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }
}
