package com.bedrot.lake.extract.source.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstagramExtractorTest extends SourceOnReplica {
  private static final ExtractRequest COUNT =
      new ExtractRequest(List.of("instagram"), "pig1987", "follower_count", null, null);

  @Test
  void everyDatasetOfBothAccountsLandsAndAddsUp() throws IOException {
    LocalDate first = LocalDate.parse("2026-09-17");
    assertThat(extract("account_days", first, first.plusDays(27)))
        .extracting(o -> o.kind() + " " + o.detail())
        .allMatch(t -> t.startsWith("LANDED"));
    assertThat(extract("media_insights", null, null)).hasSize(2);
    assertThat(extract("follower_count", null, null)).hasSize(2);
    for (String account : List.of("pig1987", "zone-a0")) {
      assertThat(lake.lines("instagram", account, "account_days")).hasSize(28);
      assertThat(sum(account, "account_days", "reach", "total_value"))
          .isEqualTo(truth(account, "account_days", "reach"));
      assertThat(sum(account, "account_days", "views", "total_value"))
          .isEqualTo(truth(account, "account_days", "views"));
      assertThat(sum(account, "media_insights", "views", "values"))
          .isEqualTo(truth(account, "media_insights", "views"));
      assertThat(lake.lines("instagram", account, "follower_count").get(0).path("followers_count"))
          .hasToString(Long.toString(truth(account, "follower_count", "followers_count")));
    }
  }

  @Test
  void aMetricTheApiNoLongerKnowsIsLeftOutAndReported() throws IOException {
    lake.withContract(
        "instagram",
        "account_metrics:\n          - reach",
        "account_metrics:\n          - gone\n          - reach");
    LocalDate first = LocalDate.parse("2026-10-01");

    assertThat(extract("account_days", first, first.plusDays(1)))
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);
    assertThat(lake.manifests())
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m.attributes()).containsEntry("rejected_metrics", "gone"));
    assertThat(sum("pig1987", "account_days", "reach", "total_value")).isPositive();
  }

  @Test
  void noMetricLeftIsAFailureAndNoEmptyAnswer() throws IOException {
    lake.withContract(
        "instagram",
        "media_metrics: [views, reach, saved, shares, total_interactions]",
        "media_metrics: [gone]");

    assertThat(extract("media_insights", null, null))
        .extracting(WindowOutcome::code)
        .containsOnly(ErrorCode.REQUEST_REFUSED);
    assertThat(lake.manifests()).isEmpty();
  }

  private List<WindowOutcome> extract(
      String dataset, @Nullable LocalDate since, @Nullable LocalDate until) {
    return lake.extract(new ExtractRequest(List.of("instagram"), null, dataset, since, until));
  }

  private static long truth(String account, String dataset, String name) throws IOException {
    return ReplicaLake.truth("instagram", dataset, account).path("sums").path(name).asLong();
  }

  private long sum(String account, String dataset, String metric, String shape) {
    return lake.lines("instagram", account, dataset).stream()
        .flatMap(line -> rows(line.path("response").path("data")))
        .filter(row -> row.path("name").asText().equals(metric))
        .map(row -> row.path(shape))
        .mapToLong(v -> (v.isArray() ? v.path(0) : v).path("value").asLong())
        .sum();
  }

  private static Stream<JsonNode> rows(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @ParameterizedTest
  @CsvSource({
    "SESSION_EXPIRED, CREDENTIAL_REFUSED",
    "OTHER_ACCOUNT, ACCOUNT_MISMATCH",
    "ERROR_BODY, SOURCE_THROTTLED",
    "RATE_LIMITED, SOURCE_THROTTLED"
  })
  void aFaultLandsNothingAndTheNextRunRecovers(Fault fault, ErrorCode code) {
    lake.replica().faults().set("instagram", fault, Faults.UNTIL_CLEARED, "");

    assertThat(lake.extract(COUNT)).extracting(WindowOutcome::code).contains(code);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(COUNT)).extracting(WindowOutcome::kind).containsOnly(Kind.LANDED);
  }
}
