package com.bedrot.lake.extract.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.http.LocalServer;
import com.bedrot.lake.extract.http.LocalServer.Reply;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class TiktokExtractorIT extends SourceOnReplica {
  private static final String TIKTOK = "tiktok";
  private static final String OVERVIEW = "overview";
  private static final String COUNT = "follower_count";
  private static final String COUNTED = "/tiktokstudio/api/account/stats/";
  private static final String PIG = "pig1987";
  private static final String ZONE = "zone-a0";
  private static final Map<String, String> HANDLES = Map.of(PIG, "pig1987", ZONE, "zone.a0");

  /** Per dataset its member of the archive, the truth's name of a sum and its column. */
  private static final List<List<String>> SUMS =
      List.of(
          List.of("content", "Content.csv", "total_views", "Total views"),
          List.of(
              "followers",
              "FollowerHistory.csv",
              "difference",
              "Difference in followers from previous day"),
          List.of("viewers", "Viewers.csv", "total_viewers", "Total Viewers"));

  @Test
  void everyDatasetOfBothAccountsLandsAndAddsUp() throws IOException {
    lake.settings().put("run.first-period", "2000-01");

    assertThat(lake.extract(TIKTOK, null, null))
        .extracting(o -> o.account() + " " + o.dataset() + " " + o.kind() + " " + o.detail())
        .allMatch(text -> text.contains(" LANDED "))
        .hasSize(16);

    for (String account : List.of(PIG, ZONE)) {
      String handle = HANDLES.get(account);
      assertThat(lake.landed(TIKTOK, account, OVERVIEW))
          .containsOnlyKeys(
              "Overview_2026-09-17_1792065600_" + handle + ".zip",
              "Overview_2025-10-15_1792065600_" + handle + ".zip");
      ReplicaLake.assertAddsUp(
          TIKTOK, OVERVIEW, account, overview(longest(OVERVIEW, account, "Overview.csv")));
      for (List<String> sum : SUMS) {
        Tally seen = new Tally();
        longest(sum.get(0), account, sum.get(1))
            .forEach(line -> seen.row().add(sum.get(2), line.get(sum.get(3))));
        ReplicaLake.assertAddsUp(TIKTOK, sum.get(0), account, seen);
      }
      assertThat(lake.landed(TIKTOK, account, "followers"))
          .containsOnlyKeys("Followers_" + handle + ".zip");
      Map<String, byte[]> counted = lake.landed(TIKTOK, account, COUNT);
      assertThat(counted)
          .containsOnlyKeys("tiktok_follower_count_" + handle + "_1792065600000.json");
      ReplicaLake.assertAddsUp(TIKTOK, COUNT, account, count(counted.values().iterator().next()));
    }
    assertThat(lake.manifests()).extracting(Manifest::account).containsOnly(PIG, ZONE);
    oneFollowersArchiveFeedsEveryDatasetOfFollowers();
  }

  private void oneFollowersArchiveFeedsEveryDatasetOfFollowers() throws IOException {
    assertThat(lake.manifests())
        .extracting(Manifest::dataset)
        .contains("followers", "follower_activity", "follower_gender", "follower_territories");
    assertThat(longest("follower_gender", PIG, "FollowerGender.csv"))
        .extracting(line -> line.get("Distribution"))
        .contains("0.61", "0.36");
  }

  private List<Map<String, String>> longest(String dataset, String account, String member)
      throws IOException {
    List<Map<String, String>> longest = List.of();
    for (byte[] archive : lake.contents(TIKTOK, account, dataset)) {
      List<Map<String, String>> lines = Tally.records(member(archive, member), ',');
      longest = lines.size() > longest.size() ? lines : longest;
    }
    return longest;
  }

  private static String member(byte[] archive, String name) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError("no " + name);
  }

  private static Tally overview(List<Map<String, String>> days) {
    Tally tally = new Tally();
    for (Map<String, String> day : days) {
      tally
          .row()
          .add("video_views", day.getOrDefault("Video Views", day.get("Video views")))
          .add("profile_views", day.getOrDefault("Profile Views", day.get("Profile views")))
          .add("likes", day.get("Likes"))
          .add("comments", day.get("Comments"))
          .add("shares", day.get("Shares"));
    }
    return tally;
  }

  private static Tally count(byte[] json) throws IOException {
    JsonNode count = new ObjectMapper().readTree(json).at("/data/stats/followerCount");
    return new Tally().row().add("followers", count.asText());
  }

  @Test
  void onlyTheFollowersArchiveBringsTheDatasetsItFeeds() {
    lake.extract(TIKTOK, PIG, "follower_gender");

    assertThat(lake.manifests()).isEmpty();
    assertThat(lake.replica().requests().of(TIKTOK))
        .noneMatch(request -> request.path().startsWith("/tiktokstudio/download/"));
  }

  @Test
  void aDormantAccountWithoutFollowersMakesNoFile() {
    for (String stats : List.of("{\"followerCount\":0}", "{}")) {
      try (LocalServer studio = LocalServer.answering(r -> dormant(r.path(), stats))) {
        lake.settings().put("extract.origins.tiktok.web", studio.origin().toString());

        assertThat(lake.extract(TIKTOK, PIG, COUNT))
            .extracting(WindowOutcome::kind)
            .as(stats)
            .containsExactly(Kind.EMPTY);
      }
    }
    assertThat(lake.manifests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":40100,\"message\":\"Requests made too frequently\",\"data\":{}} | SOURCE_THROTTLED",
        "{\"code\":50000,\"message\":\"System error\",\"data\":{}} | SOURCE_ERROR",
        "{\"code\":40002,\"message\":\"Invalid value\",\"data\":{}} | REQUEST_REFUSED",
        "{\"data\":{\"statistics\":{\"followers\":7}}} | RESPONSE_UNEXPECTED"
      })
  void whatTheStudioAnswersInsteadOfACountIsNoCountOfNone(String answer, ErrorCode code) {
    try (LocalServer studio = LocalServer.answering(r -> counting(r.path(), answer))) {
      lake.settings().put("extract.origins.tiktok.web", studio.origin().toString());

      assertThat(lake.extract(TIKTOK, PIG, COUNT))
          .extracting(WindowOutcome::code)
          .containsExactly(code);
    }
    assertThat(lake.manifests()).isEmpty();
  }

  private static Reply dormant(String path, String stats) {
    return counting(path, "{\"data\":{\"stats\":" + stats + "}}");
  }

  /** A studio that lets anyone in, and whose page asks for the count. */
  private static Reply counting(String path, String answer) {
    return switch (path) {
      case COUNTED -> Reply.json(answer);
      case "/login" ->
          html("<input id=user><input type=password><a id=sign-in href='/tiktokstudio'>in</a>");
      default ->
          html(
              "<span id=account>%s</span><script>fetch('%s').then(all => all.json())</script>"
                  .formatted(PIG, COUNTED));
    };
  }

  private static Reply html(String page) {
    return Reply.of(200, "text/html", page);
  }
}
