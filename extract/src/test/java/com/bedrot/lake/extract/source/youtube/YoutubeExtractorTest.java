package com.bedrot.lake.extract.source.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.replica.server.SeenRequest;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YoutubeExtractorTest extends SourceOnReplica {
  private static final List<String> ACCOUNTS = List.of("pig1987", "zone-a0");
  private static final LocalDate LAST = LocalDate.parse("2026-10-14");
  private static final ExtractRequest VIDEOS =
      new ExtractRequest(List.of("youtube"), "pig1987", "videos", null, null);
  private static final ExtractRequest BASIC =
      new ExtractRequest(List.of("youtube"), "pig1987", "channel_basic", null, null);

  @Test
  void everyDatasetOfBothAccountsLandsAndAddsUp() throws IOException {
    assertThat(extract("videos", null)).extracting(WindowOutcome::kind).containsOnly(Kind.LANDED);
    assertThat(extract("channel_days", LAST.minusDays(27)))
        .extracting(o -> o.account() + " " + o.kind() + " " + o.rows())
        .containsExactlyInAnyOrder("pig1987 LANDED 26", "zone-a0 LANDED 26");
    assertThat(extract("video_days", LAST.minusDays(27)))
        .extracting(o -> o.account() + " " + o.kind() + " " + o.rows())
        .containsExactlyInAnyOrder("pig1987 LANDED 161", "zone-a0 LANDED 159");
    for (String account : ACCOUNTS) {
      assertThat(sum(rows(account, "videos", "items"), "statistics", "viewCount"))
          .isEqualTo(truth(account, "videos", "view_count"));
      assertThat(sumOfTables(account, "channel_days", "views"))
          .isEqualTo(truth(account, "channel_days", "views"));
      assertThat(sumOfTables(account, "channel_days", "estimatedMinutesWatched"))
          .isEqualTo(truth(account, "channel_days", "estimated_minutes_watched"));
      assertThat(sumOfTables(account, "video_days", "views"))
          .isEqualTo(truth(account, "video_days", "views"));
    }
    assertThat(lake.lines("youtube", "pig1987", "video_days"))
        .hasSize(7)
        .allSatisfy(
            line -> {
              assertThat(line.at("/request/video").asText()).startsWith("yt0replica");
              assertThat(line.at("/request/channel").asText())
                  .isEqualTo("UCpig1987replica00000000");
            });
  }

  @Test
  void reportsLandAsTheyCameEachOnce() throws IOException {
    assertThat(extract("channel_basic", null))
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);
    assertThat(extract("channel_reach", null))
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);
    for (String account : ACCOUNTS) {
      Map<String, String> basic = files(account, "channel_basic");
      // the day that was made again is there twice: both as they came, the newer name wins
      assertThat(basic.keySet())
          .hasSize(6)
          .contains(
              "youtube_channel_basic_a3_2026-10-10_" + epoch("2026-10-11T10:00:00Z") + ".csv",
              "youtube_channel_basic_a3_2026-10-10_" + epoch("2026-10-14T10:00:00Z") + ".csv");
      assertThat(sumOfNewest(basic, "views")).isEqualTo(truth(account, "channel_basic", "views"));
      assertThat(sumOfNewest(files(account, "channel_reach"), "video_thumbnail_impressions"))
          .isEqualTo(truth(account, "channel_reach", "impressions"));
    }
    assertThat(extract("channel_basic", null))
        .as("still in the inbox")
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.KNOWN);
    lake.record();
    lake.replica().requests().clear();

    assertThat(extract("channel_basic", null))
        .as("in the ledger")
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.EMPTY);
    assertThat(paths()).noneMatch(path -> path.startsWith("/v1/media/"));
  }

  @Test
  void aRunFetchesWhatIsDueAndTheNextOneNothing() {
    ExtractRequest due = new ExtractRequest(List.of("youtube"), "pig1987", null, null, null);

    assertThat(lake.extract(due))
        .extracting(o -> o.dataset() + " " + o.kind())
        .contains("channel_basic LANDED", "channel_reach LANDED", "videos LANDED")
        .doesNotContain("studio_videos LANDED")
        .allMatch(text -> text.endsWith(" LANDED"));
    assertThat(paths().stream().filter("/token"::equals)).hasSize(1);
    lake.replica().requests().clear();
    assertThat(lake.extract(due)).extracting(WindowOutcome::kind).containsOnly(Kind.NOT_DUE);
    assertThat(paths()).isEmpty();
  }

  @Test
  void asksForReportsNobodyAskedForOnce() throws IOException {
    lake.withContract("youtube", "channel_basic: channel_basic_a3", "channel_basic: channel_x_a1");

    assertThat(lake.extract(BASIC)).extracting(WindowOutcome::kind).containsOnly(Kind.EMPTY);
    assertThat(lake.extract(BASIC)).extracting(WindowOutcome::kind).containsOnly(Kind.EMPTY);
    assertThat(
            lake.replica().requests().of("youtube").stream()
                .filter(r -> r.method().equals("POST") && r.path().equals("/v1/jobs")))
        .hasSize(1);
  }

  @Test
  void aTokenThatEndedIsRenewed() {
    lake.extract(VIDEOS);
    lake.replica().requests().clear();
    // refused once, as one that was withdrawn before its time
    lake.replica().faults().set("youtube", Fault.SESSION_EXPIRED, 1, "/youtube/v3/channels");

    assertThat(lake.extract(VIDEOS)).extracting(WindowOutcome::kind).containsOnly(Kind.KNOWN);
    assertThat(paths()).contains("/token");

    lake.replica().requests().clear();
    lake.extract(VIDEOS);
    assertThat(paths()).as("the kept token is used").doesNotContain("/token");
    lake.clock().pass(Duration.ofHours(1));
    lake.extract(VIDEOS);
    assertThat(paths()).as("after an hour it is not").contains("/token");
  }

  @Test
  void aRefusedRefreshTokenNeedsAPerson() {
    lake.variables().put("LAKE_YOUTUBE_PIG1987_REFRESH_TOKEN", "1//canary-withdrawn-token");

    assertThat(lake.extract(VIDEOS))
        .allSatisfy(
            outcome -> {
              assertThat(outcome.code()).isEqualTo(ErrorCode.CREDENTIAL_REFUSED);
              assertThat(outcome.code().exitCode()).isEqualTo(ExitCode.HUMAN);
              assertThat(outcome.detail())
                  .startsWith("the refresh token was refused with \"invalid_grant\" by POST")
                  .doesNotContain("canary");
            });
    assertThat(lake.manifests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SESSION_EXPIRED, videos, CREDENTIAL_REFUSED",
    "OTHER_ACCOUNT, videos, ACCOUNT_MISMATCH",
    "ERROR_BODY, videos, SOURCE_USAGE_SPENT",
    "RATE_LIMITED, videos, SOURCE_THROTTLED",
    "LAYOUT_CHANGED, videos, RESPONSE_UNEXPECTED",
    "REPEATED_PAGE, videos, PAGING_LOOP",
    "REPEATED_PAGE, channel_basic, PAGING_LOOP",
    "CUT_BODY, channel_basic, RESPONSE_CUT",
    "LOGIN_PAGE, channel_days, RESPONSE_LOGIN_PAGE"
  })
  void aFaultLandsNothingAndTheNextRunRecovers(Fault fault, String dataset, ErrorCode code) {
    ExtractRequest one = new ExtractRequest(List.of("youtube"), "pig1987", dataset, null, null);
    lake.replica().faults().set("youtube", fault, Faults.UNTIL_CLEARED, "");

    assertThat(lake.extract(one)).extracting(WindowOutcome::code).contains(code);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(one)).extracting(WindowOutcome::kind).containsOnly(Kind.LANDED);
    assertThat(lake.manifests()).extracting(Manifest::dataset).containsOnly(dataset);
  }

  private List<WindowOutcome> extract(String dataset, @Nullable LocalDate since) {
    return lake.extract(
        new ExtractRequest(List.of("youtube"), null, dataset, since, since == null ? null : LAST));
  }

  private List<String> paths() {
    return lake.replica().requests().of("youtube").stream().map(SeenRequest::path).toList();
  }

  private static long truth(String account, String dataset, String name) throws IOException {
    return ReplicaLake.truth("youtube", dataset, account).path("sums").path(name).asLong();
  }

  private List<JsonNode> rows(String account, String dataset, String list) {
    return lake.lines("youtube", account, dataset).stream()
        .flatMap(page -> StreamSupport.stream(page.path(list).spliterator(), false))
        .toList();
  }

  private static long sum(List<JsonNode> rows, String outer, String inner) {
    return rows.stream().mapToLong(r -> r.path(outer).path(inner).asLong()).sum();
  }

  /** Adds up a column of tables by the headers each brings. */
  private long sumOfTables(String account, String dataset, String column) {
    long sum = 0;
    for (JsonNode line : lake.lines("youtube", account, dataset)) {
      List<String> headers = line.path("response").path("columnHeaders").findValuesAsText("name");
      for (JsonNode row : line.path("response").path("rows")) {
        sum += row.get(headers.indexOf(column)).asLong();
      }
    }
    return sum;
  }

  private Map<String, String> files(String account, String dataset) {
    return lake.texts("youtube", account, dataset);
  }

  /** Adds up a column of the newest file of each day. */
  private static long sumOfNewest(Map<String, String> files, String column) {
    Map<String, String> newest = new HashMap<>();
    new TreeMap<>(files)
        .forEach((name, text) -> newest.put(name.replaceAll("_\\d+\\.csv$", ""), text));
    return newest.values().stream().mapToLong(text -> sumOfColumn(text, column)).sum();
  }

  private static long sumOfColumn(String csv, String column) {
    List<String> lines = csv.lines().toList();
    int at = Arrays.asList(lines.get(0).split(",", -1)).indexOf(column);
    return lines.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",", -1)[at])).sum();
  }

  private static String epoch(String moment) {
    return Long.toString(Instant.parse(moment).toEpochMilli());
  }
}
