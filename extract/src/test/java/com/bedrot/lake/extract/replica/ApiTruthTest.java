package com.bedrot.lake.extract.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the APIs serve adds up to the golden truth. */
class ApiTruthTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate TODAY = LocalDate.parse("2026-10-15");
  private static Replica replica;
  private static JsonNode truth;
  private static Visitor visitor;

  @BeforeAll
  static void start() throws IOException {
    replica = Replica.start(Clock.fixed(PortalTruthTest.REFERENCE, ZoneOffset.UTC));
    truth = PortalTruthTest.truth();
    visitor = new Visitor(replica);
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  private static void check(String source, String dataset, String account, Tally seen) {
    PortalTruthTest.assertAddsUp(truth, source, dataset, account, seen);
  }

  private static JsonNode json(String source, String origin, String path, String token)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        visitor.get(source, origin, path, "Authorization", "Bearer " + token);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** All rows of a Graph list, by the addresses of its next pages. */
  private static List<JsonNode> pages(String source, String path, String token)
      throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode page = json(source, "api", path, token);
    page.path("data").forEach(rows::add);
    while (page.at("/paging/next").isTextual()) {
      URI next = URI.create(page.at("/paging/next").asText());
      assertThat(next.toString()).contains("access_token=" + token);
      page = JSON.readTree(visitor.send(HttpRequest.newBuilder(next)).body());
      page.path("data").forEach(rows::add);
    }
    return rows;
  }

  private static String range() {
    return Visitor.encoded(
        "{\"since\":\"" + TODAY.minusDays(30) + "\",\"until\":\"" + TODAY.minusDays(1) + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"label-ads", "zone-a0-ads"})
  void metaadsServesEntitiesAndInsights(String key) throws Exception {
    LabelAccount account = replica.account("metaads", key);
    String token = account.secret("ACCESS_TOKEN");
    String base = "/v25.0/act_" + account.id();
    assertThat(json("metaads", "api", base, token).path("currency").asText())
        .isEqualTo(account.currency());
    for (String what : List.of("campaigns", "adsets", "ads")) {
      Tally tally = new Tally();
      for (JsonNode one : pages("metaads", base + "/" + what + "?limit=10", token)) {
        assertThat(one.path("id").asText()).matches("\\d{18}");
        tally.row();
      }
      check("metaads", what, key, tally);
    }
    for (String level : List.of("campaign", "adset", "ad")) {
      String path =
          base + "/insights?level=" + level + "&time_increment=1&limit=20&time_range=" + range();
      check("metaads", "insights_" + level, key, insights(pages("metaads", path, token)));
    }
  }

  private static Tally insights(List<JsonNode> rows) {
    Tally tally = new Tally();
    for (JsonNode row : rows) {
      assertThat(row.path("date_start")).isEqualTo(row.path("date_stop"));
      tally.row();
      for (String number : List.of("spend", "impressions", "clicks")) {
        assertThat(row.path(number).isTextual()).isTrue();
        tally.add(number, row.path(number).asText());
      }
      for (JsonNode action : row.path("actions")) {
        tally.add("actions", "1");
        if (action.path("action_type").asText().equals("purchase")) {
          tally.add("purchases", action.path("value").asText());
        }
      }
    }
    return tally;
  }

  @Test
  void metaadsMakesReportsWhileTheyAreLookedAt() throws Exception {
    LabelAccount account = replica.account("metaads", "label-ads");
    String[] bearer = {"Authorization", "Bearer " + account.secret("ACCESS_TOKEN")};
    HttpResponse<byte[]> ordered =
        visitor.post(
            "metaads",
            "api",
            "/v25.0/act_" + account.id() + "/insights",
            Map.of(
                "level",
                "ad",
                "time_increment",
                "1",
                "time_range",
                java.net.URLDecoder.decode(range(), StandardCharsets.UTF_8)),
            bearer);
    String run = JSON.readTree(ordered.body()).path("report_run_id").asText();
    assertThat(run).matches("\\d{16}");
    String path = "/v25.0/" + run;
    assertThat(visitor.get("metaads", "api", path + "/insights", bearer).statusCode())
        .isEqualTo(400);
    List<String> states = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      states.add(
          JSON.readTree(visitor.text("metaads", "api", path, bearer))
              .path("async_status")
              .asText());
    }
    assertThat(states).containsExactly("Job Not Started", "Job Running", "Job Completed");
    check(
        "metaads",
        "insights_ad",
        "label-ads",
        insights(pages("metaads", path + "/insights", account.secret("ACCESS_TOKEN"))));
    assertThat(visitor.get("metaads", "api", path, bearer).headers().map())
        .containsKeys(
            "x-business-use-case-usage",
            "x-fb-ads-insights-throttle",
            "x-ad-account-usage",
            "x-app-usage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void instagramServesSeriesTotalsAndMedia(String key) throws Exception {
    LabelAccount account = replica.account("instagram", key);
    String token = account.secret("ACCESS_TOKEN");
    String base = "/v25.0/" + account.id();
    JsonNode profile = json("instagram", "api", base + "?fields=followers_count", token);
    check(
        "instagram",
        "follower_count",
        key,
        new Tally().row().add("followers_count", profile.path("followers_count").asText()));
    check("instagram", "account_days", key, accountDays(base, token));
    Tally media = new Tally();
    for (JsonNode one : pages("instagram", base + "/media?limit=4", token)) {
      String id = one.path("id").asText();
      JsonNode insights =
          json("instagram", "api", "/v25.0/" + id + "/insights?metric=views,reach", token);
      media.row().add("views", insights.at("/data/0/values/0/value").asText());
    }
    check("instagram", "media_insights", key, media);
  }

  private static Tally accountDays(String base, String token)
      throws IOException, InterruptedException {
    Tally days = new Tally();
    String series = base + "/insights?metric=reach,follower_count&period=day" + since(28, 0);
    JsonNode answer = json("instagram", "api", series, token).path("data");
    for (JsonNode metric : answer) {
      for (JsonNode value : metric.path("values")) {
        assertThat(value.path("end_time").asText()).endsWith("T07:00:00+0000");
        days.add(metric.path("name").asText(), value.path("value").asText());
      }
    }
    String totals =
        "views,profile_views,accounts_engaged,total_interactions,likes,comments,saves,shares,"
            + "replies,profile_links_taps,follows_and_unfollows";
    for (int back = 28; back > 0; back--) {
      String path =
          base
              + "/insights?metric="
              + totals
              + "&period=day&metric_type=total_value"
              + since(back, back - 1);
      days.row();
      for (JsonNode metric : json("instagram", "api", path, token).path("data")) {
        days.add(metric.path("name").asText(), metric.at("/total_value/value").asText());
      }
    }
    return days;
  }

  private static String since(int back, int until) {
    return "&since="
        + TODAY.minusDays(back).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
        + "&until="
        + TODAY.minusDays(until).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  @Test
  void instagramRejectsMetricsAndLongWindows() throws Exception {
    LabelAccount account = replica.account("instagram", "pig1987");
    String[] bearer = {"Authorization", "Bearer " + account.secret("ACCESS_TOKEN")};
    String path = "/v25.0/" + account.id() + "/insights?period=day&metric=";
    HttpResponse<byte[]> rejected = visitor.get("instagram", "api", path + "impressions", bearer);
    assertThat(rejected.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(rejected.body()).at("/error/message").asText())
        .isEqualTo("(#100) metric impressions is not supported here");
    assertThat(visitor.get("instagram", "api", path + "reach" + since(31, 0), bearer).statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void mailchimpServesItsLists(String key) throws Exception {
    for (String what : List.of("campaigns", "reports")) {
      Tally tally = new Tally();
      int total = 1;
      for (int offset = 0; offset < total; offset += 10) {
        String path = "/3.0/" + what + "?count=10&offset=" + offset;
        JsonNode page =
            JSON.readTree(visitor.text("mailchimp", "api", path, "Authorization", basic(key)));
        total = page.path("total_items").asInt();
        for (JsonNode one : page.path(what)) {
          tally
              .row()
              .add("emails_sent", one.path("emails_sent").asText())
              .add("opens_total", one.at("/opens/opens_total").asText());
        }
      }
      check("mailchimp", what, key, tally);
    }
    String last = "/3.0/campaigns?count=1&offset=" + (key.equals("pig1987") ? 22 : 3);
    assertThat(visitor.text("mailchimp", "api", last, "Authorization", basic(key)))
        .contains("\"send_time\": \"\"");
  }

  private static String basic(String key) {
    String pair = "any:" + replica.account("mailchimp", key).secret("API_KEY");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String youtubeToken(Replica replica, Visitor visitor, String key)
      throws IOException, InterruptedException {
    LabelAccount account = replica.account("youtube", key);
    Map<String, String> form =
        Map.of(
            "grant_type", "refresh_token",
            "refresh_token", account.secret("REFRESH_TOKEN"),
            "client_id", account.secret("CLIENT_ID"),
            "client_secret", account.secret("CLIENT_SECRET"));
    return JSON.readTree(visitor.post("youtube", "token", "/token", form).body())
        .path("access_token")
        .asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void youtubeServesVideosAndDays(String key) throws Exception {
    String token = youtubeToken(replica, visitor, key);
    String uploads =
        json("youtube", "data", "/youtube/v3/channels?part=contentDetails&mine=true", token)
            .at("/items/0/contentDetails/relatedPlaylists/uploads")
            .asText();
    List<String> ids = new ArrayList<>();
    String list = "/youtube/v3/playlistItems?playlistId=" + uploads;
    JsonNode page = json("youtube", "data", list, token);
    page.path("items").forEach(item -> ids.add(item.at("/contentDetails/videoId").asText()));
    String next = page.path("nextPageToken").asText();
    page = json("youtube", "data", list + "&pageToken=" + next, token);
    page.path("items").forEach(item -> ids.add(item.at("/contentDetails/videoId").asText()));
    assertThat(page.has("nextPageToken")).isFalse();
    Tally videos = new Tally();
    String all = String.join(",", ids);
    for (JsonNode video :
        json("youtube", "data", "/youtube/v3/videos?id=" + all, token).path("items")) {
      videos.row().add("view_count", video.at("/statistics/viewCount").asText());
    }
    check("youtube", "videos", key, videos);
    String days = "&startDate=" + TODAY.minusDays(28) + "&endDate=" + TODAY.minusDays(1);
    String query = "/v2/reports?ids=channel%3D%3DMINE&metrics=estimatedMinutesWatched,views" + days;
    JsonNode table = json("youtube", "analytics", query + "&dimensions=day", token);
    assertThat(table.at("/columnHeaders/1/name").asText()).isEqualTo("estimatedMinutesWatched");
    Tally channel = new Tally();
    for (JsonNode row : table.path("rows")) {
      channel
          .row()
          .add("estimated_minutes_watched", row.get(1).asText())
          .add("views", row.get(2).asText());
    }
    check("youtube", "channel_days", key, channel);
    String filter = "&dimensions=day,video&filters=video%3D%3D" + all;
    Tally ofVideos = new Tally();
    for (JsonNode row : json("youtube", "analytics", query + filter, token).path("rows")) {
      ofVideos.row().add("views", row.get(3).asText());
    }
    check("youtube", "video_days", key, ofVideos);
    Tally oneByOne = new Tally();
    for (String id : ids) {
      String one = "&dimensions=day&filters=video%3D%3D" + id;
      for (JsonNode row : json("youtube", "analytics", query + one, token).path("rows")) {
        oneByOne.row().add("views", row.get(2).asText());
      }
    }
    check("youtube", "video_days", key, oneByOne);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pig1987", "zone-a0"})
  void youtubeServesReportsOneOfThemMadeAgain(String key) throws Exception {
    String token = youtubeToken(replica, visitor, key);
    Map<String, JsonNode> newest = new TreeMap<>();
    List<JsonNode> all = new ArrayList<>();
    String path = "/v1/jobs/job-basic-a3/reports";
    json("youtube", "reporting", path, token).path("reports").forEach(all::add);
    json("youtube", "reporting", path + "?pageToken=CAUQAA", token)
        .path("reports")
        .forEach(all::add);
    for (JsonNode report : all) {
      newest.merge(
          report.path("startTime").asText(),
          report,
          (a, b) ->
              a.path("createTime").asText().compareTo(b.path("createTime").asText()) > 0 ? a : b);
    }
    assertThat(all).hasSize(6);
    assertThat(newest).hasSize(5);
    Tally tally = new Tally();
    for (JsonNode report : newest.values()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(report.path("downloadUrl").asText()))
              .header("Authorization", "Bearer " + token);
      String csv = new String(visitor.send(request).body(), StandardCharsets.UTF_8);
      for (Map<String, String> row : Tally.records(csv, ',')) {
        assertThat(row.get("date"))
            .isEqualTo(report.path("startTime").asText().substring(0, 10).replace("-", ""));
        tally.row().add("views", row.get("views"));
      }
    }
    check("youtube", "channel_basic", key, tally);
    Tally reach = new Tally();
    for (JsonNode report :
        json("youtube", "reporting", "/v1/jobs/job-reach-a1/reports", token).path("reports")) {
      String csv =
          visitor.text("youtube", "reporting", media(report), "Authorization", "Bearer " + token);
      for (Map<String, String> row : Tally.records(csv, ',')) {
        reach.row().add("impressions", row.get("video_thumbnail_impressions"));
      }
    }
    check("youtube", "channel_reach", key, reach);
  }

  private static String media(JsonNode report) {
    URI address = URI.create(report.path("downloadUrl").asText());
    return address.getPath() + "?" + address.getQuery();
  }

  @Test
  void youtubeLeavesRowsOutWhereThereIsNoDataAndRefusesOtherQueries() throws Exception {
    String token = youtubeToken(replica, visitor, "pig1987");
    String query =
        "/v2/reports?ids=channel%3D%3DMINE&dimensions=day&startDate="
            + TODAY.minusDays(1)
            + "&endDate="
            + TODAY;
    assertThat(json("youtube", "analytics", query + "&metrics=views", token).has("rows")).isFalse();
    assertThat(
            visitor
                .get(
                    "youtube",
                    "analytics",
                    query + "&metrics=mood",
                    "Authorization",
                    "Bearer " + token)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void toolostGivesTokensForACodeAndItsVerifierOnly() throws Exception {
    LabelAccount account = replica.account("toolost", "pig1987");
    // verifier and challenge of RFC 7636, appendix B
    String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    Map<String, String> consent = new LinkedHashMap<>();
    consent.put("user", account.secret("USER"));
    consent.put("password", account.secret("PASSWORD"));
    consent.put("client_id", account.secret("CLIENT_ID"));
    consent.put("redirect_uri", "http://127.0.0.1:1/back");
    consent.put("state", "s1");
    consent.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    Visitor still = new Visitor(replica, java.net.http.HttpClient.Redirect.NEVER);
    String code = code(still, consent);
    Map<String, String> form =
        Map.of("grant_type", "authorization_code", "code", code, "code_verifier", "guessed");
    assertThat(still.post("toolost", "web", "/oauth/token", form).statusCode()).isEqualTo(400);
    Map<String, String> right = new LinkedHashMap<>(form);
    right.put("code", code(still, consent));
    right.put("code_verifier", verifier);
    JsonNode given = JSON.readTree(still.post("toolost", "web", "/oauth/token", right).body());
    String access = given.path("access_token").asText();
    assertThat(json("toolost", "api", "/v1/profile", access).path("name").asText())
        .isEqualTo("PIG1987");
    String path = "/v1/analytics/streams?platform=spotify&from=2026-10-01&to=2026-10-10";
    assertThat(json("toolost", "api", path, access).path("data")).hasSize(10);
    Map<String, String> again =
        Map.of(
            "grant_type", "refresh_token",
            "refresh_token", given.path("refresh_token").asText(),
            "client_id", account.secret("CLIENT_ID"));
    assertThat(still.post("toolost", "web", "/oauth/token", again).statusCode()).isEqualTo(200);
  }

  private static String code(Visitor still, Map<String, String> consent)
      throws IOException, InterruptedException {
    String location =
        still
            .post("toolost", "web", "/oauth/authorize", consent)
            .headers()
            .firstValue("Location")
            .orElseThrow();
    assertThat(location).startsWith("http://127.0.0.1:1/back?code=").endsWith("&state=s1");
    return location.replaceAll(".*code=([^&]+)&.*", "$1");
  }
}
