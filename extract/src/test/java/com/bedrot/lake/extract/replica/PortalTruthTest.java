package com.bedrot.lake.extract.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the portals with pages serve adds up to the golden truth. */
class PortalTruthTest {
  static final Instant REFERENCE = Instant.parse("2026-10-15T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Replica replica;
  private static JsonNode truth;

  @BeforeAll
  static void start() throws IOException {
    replica = Replica.start(Clock.fixed(REFERENCE, ZoneOffset.UTC));
    truth = truth();
  }

  static JsonNode truth() throws IOException {
    try (InputStream file = PortalTruthTest.class.getResourceAsStream("/replica/truth.json")) {
      JsonNode all = JSON.readTree(file);
      assertThat(all.path("reference").asText()).isEqualTo(REFERENCE.toString());
      return all.path("sources");
    }
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  /** Every sum and the number of rows the truth names must be there. */
  static void assertAddsUp(
      JsonNode truth, String source, String dataset, String account, Tally seen) {
    JsonNode expected = truth.path(source).path(dataset).path(account);
    assertThat(expected.path("rows").asInt()).as("truth of " + dataset).isPositive();
    assertThat(seen.rows()).as(dataset + " rows").isEqualTo(expected.path("rows").asInt());
    expected
        .path("sums")
        .fields()
        .forEachRemaining(
            sum ->
                assertThat(seen.sum(sum.getKey()))
                    .as(dataset + " " + sum.getKey())
                    .isEqualByComparingTo(new BigDecimal(sum.getValue().asText())));
  }

  private static void check(String source, String dataset, String account, Tally seen) {
    assertAddsUp(truth, source, dataset, account, seen);
  }

  private static Tally tally(List<Map<String, String>> records, Map<String, String> sumOfColumn) {
    Tally tally = new Tally();
    for (Map<String, String> one : records) {
      tally.row();
      sumOfColumn.forEach((sum, column) -> tally.add(sum, one.get(column)));
    }
    return tally;
  }

  private static Map<String, String> entries(byte[] zip, Charset charset) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = stream.getNextEntry(); e != null; e = stream.getNextEntry()) {
        assertThat(e.getMethod()).isEqualTo(ZipEntry.STORED);
        entries.put(e.getName(), new String(stream.readAllBytes(), charset));
      }
    }
    return entries;
  }

  private static String fileName(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Content-Disposition")
        .orElseThrow()
        .replaceAll(".*filename=\"([^\"]+)\".*", "$1");
  }

  private static LabelAccount account(String source, String key) {
    return replica.account(source, key);
  }

  private static Visitor signedIn(String source, String key, String path, String code)
      throws IOException, InterruptedException {
    String origin = source.equals("spotifyartists") ? "login" : "web";
    return new Visitor(replica).signIn(source, origin, path, code, account(source, key), REFERENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void distrokidServesStatementsAndStreams(String key) throws Exception {
    Visitor visitor = signedIn("distrokid", key, "/signin", "/signin/code");
    String page = visitor.text("distrokid", "web", "/bank/details/");
    assertThat(page)
        .contains("<div class=\"button\" onclick=\"downloadBank(")
        .contains("id=\"account\">" + account("distrokid", key).id());
    check("distrokid", "bank_details", key, bank(visitor, key));
    for (String store : List.of("streams", "applemusic")) {
      Tally tally = new Tally();
      String html = visitor.text("distrokid", "web", "/stats/?type=all&data=" + store);
      assertThat(html).containsPattern("},\\s*]");
      Matcher day =
          Pattern.compile("\"\\d{4}-\\d{2}-\\d{2}\",\"(?:column-1|value)\":\"?(\\d+)")
              .matcher(html);
      while (day.find()) {
        tally.row().add("streams", day.group(1));
      }
      check("distrokid", store.equals("streams") ? "streams_spotify" : "streams_apple", key, tally);
    }
  }

  private static Tally bank(Visitor visitor, String key) throws IOException, InterruptedException {
    Map<String, String> sums = Map.of("quantity", "Quantity", "earnings_usd", "Earnings (USD)");
    if (key.equals("pig1987")) {
      HttpResponse<byte[]> file = visitor.get("distrokid", "web", "/bank/details/download/");
      assertThat(fileName(file)).isEqualTo("DistroKid_1792065600000_pig1987.tsv");
      return tally(Tally.records(new String(file.body(), StandardCharsets.UTF_8), '\t'), sums);
    }
    assertThat(visitor.get("distrokid", "web", "/bank/details/export/file/").statusCode())
        .isEqualTo(404);
    visitor.post("distrokid", "web", "/bank/details/export/", Map.of());
    String status = "/bank/details/export/status/";
    assertThat(visitor.text("distrokid", "web", status)).contains("running");
    assertThat(visitor.text("distrokid", "web", status)).contains("running");
    assertThat(visitor.text("distrokid", "web", status)).contains("ready");
    HttpResponse<byte[]> file = visitor.get("distrokid", "web", "/bank/details/export/file/");
    Map<String, String> entries = entries(file.body(), Charset.forName("windows-1252"));
    assertThat(fileName(file)).isEqualTo("DistroKid_1792065600000_zonea0.zip");
    String csv = entries.get("DistroKid_1792065600000_zonea0.csv");
    assertThat(csv).contains("Café Noir").contains("\r").doesNotContain("\n");
    return tally(Tally.records(csv, ','), sums);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void toolostServesStreamsAndSalesReports(String key) throws Exception {
    Visitor visitor = new Visitor(replica);
    String[] bearer = {"Authorization", "Bearer " + toolostToken(replica, visitor, key)};
    for (String path : List.of("spotify", "apple/")) {
      String dataset = path.replace("/", "");
      JsonNode body =
          JSON.readTree(
              visitor.text(
                  "toolost",
                  "web",
                  "/api/portal/analytics/" + path + "?release=&date=thisYear",
                  bearer));
      Tally tally = new Tally();
      for (JsonNode day : body.path(dataset.equals("apple") ? "totalStreams" : "streams")) {
        tally.row().add("streams", day.path("streams").asText());
      }
      check("toolost", "streams_" + dataset, key, tally);
    }
    assertThat(
            visitor
                .get("toolost", "web", "/api/portal/analytics/apple?date=thisYear", bearer)
                .statusCode())
        .isEqualTo(404);
    JsonNode list =
        JSON.readTree(visitor.text("toolost", "web", "/api/portal/notifications", bearer));
    Tally sales = new Tally();
    for (JsonNode one : list.path("notifications")) {
      if (one.path("attachment").isTextual()) {
        HttpResponse<byte[]> file = visitor.get("toolost", "web", one.path("attachment").asText());
        assertThat(fileName(file)).matches("(09|08|07)-2026-\\d+\\.csv");
        String csv = new String(file.body(), StandardCharsets.UTF_8);
        for (Map<String, String> row : Tally.records(csv, ',')) {
          sales.row().add("quantity", row.get("Quantity")).add("revenue", row.get("Revenue"));
        }
      }
    }
    check("toolost", "sales", key, sales);
  }

  static String toolostToken(Replica replica, Visitor visitor, String key)
      throws IOException, InterruptedException {
    LabelAccount account = replica.account("toolost", key);
    String login =
        JSON.createObjectNode()
            .put("email", account.secret("USER"))
            .put("password", account.secret("PASSWORD"))
            .toString();
    return JSON.readTree(visitor.postJson("toolost", "web", "/api/auth/login", login).body())
        .path("token")
        .asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void spotifyartistsServesAudienceSongsAndPlaylists(String key) throws Exception {
    Visitor visitor = signedIn("spotifyartists", key, "/login", "/login/code");
    String artist = account("spotifyartists", key).id();
    String base = "/c/artist/" + artist;
    HttpResponse<byte[]> file =
        visitor.get("spotifyartists", "web", base + "/audience/timeline.csv?time-filter=1year");
    assertThat(fileName(file)).isEqualTo(artist + "-audience-timeline.csv");
    String csv = new String(file.body(), StandardCharsets.UTF_8);
    assertThat(csv).startsWith("\ufeffdate,listeners,");
    Tally audience = new Tally();
    for (Map<String, String> day : Tally.records(csv, ',')) {
      audience
          .row()
          .add("streams", day.get("streams"))
          .add("listeners", day.get("listeners"))
          .set("last_followers", day.get("followers"));
    }
    check("spotifyartists", "audience", key, audience);
    for (String window : List.of("1day", "7day", "28day", "1year", "all")) {
      songs(visitor, key, artist, window);
    }
    String playlists =
        visitor.text("spotifyartists", "web", base + "/music/playlists.csv?time-filter=28day");
    check(
        "spotifyartists",
        "playlists",
        key,
        tally(Tally.records(playlists, ','), Map.of("streams", "streams")));
  }

  private static void songs(Visitor visitor, String key, String artist, String window)
      throws IOException, InterruptedException {
    String path = "/catalog-view/v1/artist/" + artist + "/songs?time-filter=" + window;
    Tally songs = new Tally();
    for (JsonNode song : JSON.readTree(visitor.text("spotifyartists", "api", path)).path("songs")) {
      assertThat(song.path("numStreams").isTextual()).isTrue();
      songs.row().add("streams", song.path("numStreams").asText());
    }
    check("spotifyartists", "songs_" + window, key, songs);
    String csv =
        visitor.text(
            "spotifyartists",
            "web",
            "/c/artist/" + artist + "/music/songs.csv?time-filter=" + window);
    check(
        "spotifyartists",
        "songs_" + window,
        key,
        tally(Tally.records(csv, ','), Map.of("streams", "streams")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void tiktokServesExports(String key) throws Exception {
    Visitor visitor = signedIn("tiktok", key, "/login", "/login/verify");
    String handle = account("tiktok", key).id();
    HttpResponse<byte[]> overview =
        visitor.get("tiktok", "web", "/tiktokstudio/download/overview/?days=365");
    assertThat(fileName(overview)).isEqualTo("Overview_2025-10-15_1792065600_" + handle + ".zip");
    String text = entries(overview.body(), StandardCharsets.UTF_8).get("Overview.csv");
    assertThat(text).startsWith("\ufeff\"Date\"").doesNotEndWith("\n").doesNotContain("\r");
    assertThat(text).contains(key.equals("pig1987") ? "\"October 14\"" : "\"14 October\"");
    Tally days = new Tally();
    for (Map<String, String> day : Tally.records(text, ',')) {
      days.row()
          .add("video_views", day.getOrDefault("Video Views", day.get("Video views")))
          .add("profile_views", day.getOrDefault("Profile Views", day.get("Profile views")))
          .add("likes", day.get("Likes"))
          .add("comments", day.get("Comments"))
          .add("shares", day.get("Shares"));
    }
    check("tiktok", "overview", key, days);
    Map<String, String> followers = section(visitor, "followers");
    assertThat(followers)
        .containsOnlyKeys(
            "FollowerHistory.csv",
            "FollowerActivity.csv",
            "FollowerGender.csv",
            "FollowerTopTerritories.csv");
    String difference = "Difference in followers from previous day";
    check(
        "tiktok",
        "followers",
        key,
        tally(
            Tally.records(followers.get("FollowerHistory.csv"), ','),
            Map.of("difference", difference)));
    check(
        "tiktok",
        "viewers",
        key,
        tally(
            Tally.records(section(visitor, "viewers").get("Viewers.csv"), ','),
            Map.of("total_viewers", "Total Viewers")));
    check(
        "tiktok",
        "content",
        key,
        tally(
            Tally.records(section(visitor, "content").get("Content.csv"), ','),
            Map.of("total_views", "Total views")));
    JsonNode stats =
        JSON.readTree(visitor.text("tiktok", "web", "/tiktokstudio/api/account/stats/"));
    String count = stats.at("/data/stats/followerCount").asText();
    check("tiktok", "follower_count", key, new Tally().row().add("followers", count));
  }

  private static Map<String, String> section(Visitor visitor, String section)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> file =
        visitor.get("tiktok", "web", "/tiktokstudio/download/" + section + "/?days=365");
    return entries(file.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void linktreeAnswersItsQueries(String key) throws Exception {
    Visitor visitor = signedIn("linktree", key, "/login", "/login/code");
    assertThat(query(visitor, "getAccount").at("/data/getAccount/username").asText())
        .isEqualTo(account("linktree", key).id());
    assertThat(query(visitor, "getFeatureFlags").at("/data/featureFlags")).isNotEmpty();
    Tally days = new Tally();
    for (JsonNode day :
        query(visitor, "getAccountAnalytics").at("/data/getAccountAnalytics/overview/timeseries")) {
      days.row()
          .add("total_views", day.path("totalViews").asText())
          .add("total_clicks", day.path("totalClicks").asText());
    }
    check("linktree", "analytics", key, days);
    Tally links = new Tally();
    for (JsonNode day :
        query(visitor, "getLinkAnalytics").at("/data/getLinkAnalytics/links/timeseries")) {
      links.row().add("total_clicks", day.path("totalClicks").asText());
    }
    check("linktree", "links", key, links);
  }

  private static JsonNode query(Visitor visitor, String operation)
      throws IOException, InterruptedException {
    String body = "{\"operationName\":\"" + operation + "\",\"variables\":{},\"query\":\"\"}";
    return JSON.readTree(visitor.postJson("linktree", "graphql", "/graphql", body).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void submithubServesItsExports(String key) throws Exception {
    Visitor visitor = signedIn("submithub", key, "/login", "/login/code");
    check(
        "submithub",
        "link_analytics",
        key,
        tally(
            Tally.records(visitor.text("submithub", "web", "/links/export.csv"), ','),
            Map.of("opened", "opened", "clicked", "clicked")));
    check(
        "submithub",
        "submissions",
        key,
        tally(
            Tally.records(visitor.text("submithub", "web", "/submissions/export.csv"), ','),
            Map.of("cost_usd", "cost_usd")));
  }
}
