package com.bedrot.lake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.ops.VerdictStore;
import com.bedrot.lake.jobs.run.RunOptions.Until;
import com.bedrot.lake.jobs.run.RunOutcome.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class GateTest {
  private static final String HEADER = "Date,Video Views,Profile Views,Likes,Comments,Shares\n";

  @TempDir private Path folder;

  private static void landDays(LakeFixture fixture, int days) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int day = 1; day <= days; day++) {
      text.append("2026-04-0").append(day).append(",5,1,1,1,1\n");
    }
    fixture.landText("tiktok.overview", "a", "Overview_" + days + ".csv", text.toString());
  }

  private static void landSpend(LakeFixture fixture, String day) {
    String text =
        "[{\"campaign_id\":\"7\",\"spend\":\"2.50\",\"date_start\":\""
            + day
            + "\",\"date_stop\":\""
            + day
            + "\"}]";
    fixture.land(
        "metaads.insights",
        "main",
        "insights_" + day.replace("-", "") + "00.json",
        text.getBytes(StandardCharsets.UTF_8),
        Map.of("currency", "USD"));
  }

  /** The shipped contracts, with a rule that holds social_daily back beyond three rows. */
  private Path projectWithAStrictGate() throws IOException {
    String rule =
        "      - {id: at_most_three, description: Three days at most., type: library,"
            + " metric: rowCount, mustBeLessOrEqualTo: 3, severity: hold-publish}\n";
    return ProjectCopy.at(folder.resolve("project"))
        .with("tables/social_daily.yml", "    quality:\n", "    quality:\n" + rule)
        .root();
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aHeldGroupKeepsItsOldVersionWhileTheOthersPublish(SparkSession spark) throws IOException {
    LakeFixture fixture =
        new LakeFixture(folder.resolve("home"), Map.of(), projectWithAStrictGate());
    landDays(fixture, 2);
    landSpend(fixture, "2026-01-01");
    assertThat(fixture.run(Until.CURATED).outcome()).isEqualTo("ok");
    Publication before = fixture.lake().ops().lastPublication().orElseThrow();

    landDays(fixture, 5);
    landSpend(fixture, "2026-01-02");
    RunOutcome held = fixture.run(Until.CURATED);

    assertThat(held.outcome()).isEqualTo("held");
    assertThat(held.exitCode(Strictness.LENIENT)).isEqualTo(ExitCode.HELD);
    Publication during = fixture.lake().ops().lastPublication().orElseThrow();
    assertThat(during.tables().get("social_daily").version())
        .isEqualTo(before.tables().get("social_daily").version());
    assertThat(fixture.published(spark, "social_daily").count()).isEqualTo(2);
    assertThat(fixture.published(spark, "ad_performance_daily").count()).isEqualTo(2);
    Hold hold = held.openHolds().get(0);
    assertThat(hold.kind()).isEqualTo(Hold.Kind.TABLE);
    assertThat(hold.subject()).isEqualTo("social");
    assertThat(hold.rules()).containsExactly("at_most_three");
    List<String> verdicts =
        new VerdictStore(fixture.lake().ops().store())
            .of(held.runId()).stream()
                .map(j -> j.verdict().ruleId() + " " + j.verdict().passed())
                .toList();
    assertThat(verdicts)
        .contains("at_most_three false", "rows_present true", "one_row_per_day true");

    new Decisions(fixture.lake(), fixture.context()).accept(hold.id(), null);
    RunOutcome accepted = fixture.run(Until.CURATED);
    assertThat(accepted.outcome()).isEqualTo("ok");
    assertThat(fixture.published(spark, "social_daily").count()).isEqualTo(5);
  }

  @Test
  void aCrashBetweenCommitAndLedgerLeavesNoSecondVersion(SparkSession spark) throws IOException {
    LakeFixture fixture = new LakeFixture(folder.resolve("home"));
    landDays(fixture, 3);
    fixture.run(Until.RAW);
    Path ledger = Path.of(fixture.lake().store(Zone.OPS).uri("ledger"));
    ProjectCopy.tree(ledger, folder.resolve("ledger-before"));
    fixture.run(Until.STAGING);
    long version = versions(fixture);
    List<String> rows = fixture.staged(spark, "tiktok.overview").toJSON().collectAsList();

    delete(ledger);
    ProjectCopy.tree(folder.resolve("ledger-before"), ledger);
    LakeFixture restarted =
        new LakeFixture(folder.resolve("home")).at(java.time.Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(restarted.lake().ops().ledger().entries()).allMatch(e -> e.state() == FileState.RAW);
    RunOutcome rerun = restarted.run(Until.STAGING);

    assertThat(rerun.failures()).isEmpty();
    assertThat(restarted.lake().ops().ledger().entries())
        .allMatch(e -> e.state() == FileState.ACCEPTED);
    assertThat(versions(restarted)).isEqualTo(version);
    assertThat(restarted.staged(spark, "tiktok.overview").toJSON().collectAsList()).isEqualTo(rows);
  }

  private static long versions(LakeFixture fixture) throws IOException {
    Path log = Path.of(fixture.lake().store(Zone.STAGING).uri("tiktok/overview/_delta_log"));
    try (Stream<Path> files = Files.list(log)) {
      return files.filter(f -> f.toString().endsWith(".json")).count();
    }
  }
}
