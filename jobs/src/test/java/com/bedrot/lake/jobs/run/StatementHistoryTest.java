package com.bedrot.lake.jobs.run;

import static com.bedrot.lake.jobs.run.BankDetails.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.run.RunOptions.Until;
import com.bedrot.lake.jobs.run.RunOutcome.Strictness;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class StatementHistoryTest {
  private static final String BANK = "distrokid.bank_details";
  private static final Instant TODAY = Instant.parse("2026-11-01T10:00:00Z");

  @TempDir private Path home;

  /** Reporting month to rows and money, over all accounts of that name. */
  private static Map<String, String> months(
      SparkSession spark, LakeFixture fixture, String account) {
    Map<String, String> months = new TreeMap<>();
    for (Row row :
        fixture
            .staged(spark, BANK)
            .where("account = '" + account + "'")
            .selectExpr("date_format(reporting_date, 'yyyy-MM') m", "earnings_usd e")
            .groupBy("m")
            .agg(Map.of("*", "count", "e", "sum"))
            .collectAsList()) {
      months.put(
          row.getString(0),
          row.<Long>getAs("count(1)")
              + " rows "
              + row.getDecimal(row.fieldIndex("sum(e)")).stripTrailingZeros().toPlainString());
    }
    return months;
  }

  private static Hold openHold(LakeFixture fixture, String fileId) {
    return fixture.lake().ops().currentHolds().stream()
        .filter(h -> h.inputs().contains(fileId) && h.state() == Hold.State.OPEN)
        .findFirst()
        .orElseThrow();
  }

  private static Decisions decide(LakeFixture fixture) {
    return new Decisions(fixture.lake(), fixture.context());
  }

  @Test
  void statementsInAnyOrderOfImportMakeTheSameTables(SparkSession spark) {
    Map<String, String> texts =
        Map.of(
            "whole",
                statement()
                    .reported("2026-05-15", 2, "0.010000000001")
                    .reported("2026-06-15", 3, "0.02")
                    .text(),
            "shrunk", statement().reported("2026-06-20", 2, "0.04").text(),
            "newest",
                statement()
                    .reported("2026-05-15", 2, "0.010000000001")
                    .reported("2026-06-15", 3, "0.02")
                    .reported("2026-08-15", 2, "0.5")
                    .text(),
            "later", statement().reported("2026-09-15", 2, "-0.7").text());
    List<List<String>> orders =
        List.of(
            List.of("whole", "shrunk", "newest", "later"),
            List.of("later", "newest", "whole", "shrunk"),
            List.of("shrunk", "later", "whole", "newest"));
    LakeFixture fixture = new LakeFixture(home);
    for (int step = 0; step < 4; step++) {
      for (int i = 0; i < orders.size(); i++) {
        String name = orders.get(i).get(step);
        fixture.landText(BANK, "order" + i, "distrokid_" + name + ".tsv", texts.get(name));
      }
      if (step == 0 || step == 2) {
        fixture.run(Until.STAGING);
      }
    }
    RunOutcome outcome = fixture.run(Until.CURATED);
    assertThat(outcome.failures()).isEmpty();
    List<List<String>> tables = new ArrayList<>();
    Dataset<Row> transactions = fixture.published(spark, "royalty_transactions");
    for (int i = 0; i < orders.size(); i++) {
      String account = "order" + i;
      List<String> rows =
          new ArrayList<>(
              transactions
                  .where("account = '" + account + "'")
                  .drop("account")
                  .toJSON()
                  .collectAsList());
      rows.sort(null);
      tables.add(rows);
      Map<String, FileState> states = new TreeMap<>();
      fixture.lake().ops().ledger().entries().stream()
          .filter(e -> e.account().equals(account))
          .forEach(e -> states.put(e.fileName(), e.state()));
      assertThat(states)
          .as("%s", orders.get(i))
          .isEqualTo(
              Map.of(
                  "distrokid_whole.tsv",
                  FileState.SUPERSEDED,
                  "distrokid_shrunk.tsv",
                  FileState.SUPERSEDED,
                  "distrokid_newest.tsv",
                  FileState.ACCEPTED,
                  "distrokid_later.tsv",
                  FileState.ACCEPTED));
    }
    assertThat(fixture.lake().ops().currentHolds()).noneMatch(h -> h.state() == Hold.State.OPEN);
    assertThat(tables.get(0)).hasSize(9).isEqualTo(tables.get(1)).isEqualTo(tables.get(2));
  }

  @Test
  void aPersonDecidesOnStatementsThatShrinkOrDisagree(SparkSession spark) {
    LakeFixture fixture = new LakeFixture(home);
    fixture.landText(
        BANK,
        "sg",
        "distrokid_1.tsv",
        statement().reported("2026-05-15", 2, "0.01").reported("2026-06-15", 3, "0.02").text());
    assertThat(fixture.run(Until.STAGING).exitCode(Strictness.STRICT)).isEqualTo(ExitCode.OK);

    String shrunk =
        fixture.landText(
            BANK, "sg", "distrokid_2.tsv", statement().reported("2026-06-20", 1, "0.5").text());
    RunOutcome held = fixture.run(Until.STAGING);
    assertThat(held.exitCode(Strictness.LENIENT)).isEqualTo(ExitCode.HELD);
    assertThat(held.outcome()).isEqualTo("held");
    assertThat(fixture.state(shrunk)).isEqualTo(FileState.HELD);
    assertThat(months(spark, fixture, "sg"))
        .isEqualTo(Map.of("2026-05", "2 rows 0.02", "2026-06", "3 rows 0.06"));

    String hold = openHold(fixture, shrunk).id();
    assertThatThrownBy(() -> decide(fixture).accept(hold, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("needs --replace all");
    decide(fixture).accept(hold, "range");
    assertThat(fixture.run(Until.STAGING).exitCode(Strictness.LENIENT)).isEqualTo(ExitCode.OK);
    assertThat(months(spark, fixture, "sg"))
        .isEqualTo(Map.of("2026-05", "2 rows 0.02", "2026-06", "1 rows 0.5"));

    decide(fixture).withdraw(shrunk);
    fixture.run(Until.STAGING);
    assertThat(fixture.state(shrunk)).isEqualTo(FileState.WITHDRAWN);
    assertThat(months(spark, fixture, "sg"))
        .isEqualTo(Map.of("2026-05", "2 rows 0.02", "2026-06", "3 rows 0.06"));

    String again =
        fixture.landText(
            BANK,
            "sg",
            "distrokid_3.tsv",
            statement().reported("2026-07-20", 1, "0.5").reported("2026-06-20", 1, "0.25").text());
    fixture.run(Until.STAGING);
    decide(fixture).accept(openHold(fixture, again).id(), "all");
    RunOutcome replaced = fixture.run(Until.STAGING);
    assertThat(replaced.staging().get(BANK).replaced()).isEqualTo(5);
    assertThat(months(spark, fixture, "sg"))
        .isEqualTo(Map.of("2026-06", "1 rows 0.25", "2026-07", "1 rows 0.5"));

    String rejected =
        fixture.landText(
            BANK, "sg", "distrokid_4.tsv", statement().reported("2026-07-25", 1, "9").text());
    fixture.run(Until.STAGING);
    decide(fixture).reject(openHold(fixture, rejected).id());
    RunOutcome after = fixture.run(Until.STAGING);
    assertThat(after.staging().get(BANK).changed()).isEmpty();
    assertThat(fixture.state(rejected)).isEqualTo(FileState.WITHDRAWN);
    assertThat(months(spark, fixture, "sg"))
        .isEqualTo(Map.of("2026-06", "1 rows 0.25", "2026-07", "1 rows 0.5"));

    String wrongTotal =
        fixture.landText(
            BANK,
            "dg",
            "distrokid_5.tsv",
            statement().reported("2026-06-15", 2, "0.01").total("0.03").text());
    String rightTotal =
        fixture.landText(
            BANK,
            "eg",
            "distrokid_6.tsv",
            statement().reported("2026-06-15", 2, "0.01").total("0.02").text());
    assertThat(fixture.run(Until.STAGING).exitCode(Strictness.LENIENT)).isEqualTo(ExitCode.HELD);
    assertThat(fixture.state(wrongTotal)).isEqualTo(FileState.HELD);
    assertThat(fixture.state(rightTotal)).isEqualTo(FileState.ACCEPTED);
    Hold disagreement = openHold(fixture, wrongTotal);
    assertThat(disagreement.detail())
        .isEqualTo("the file declares 0.03, its rows sum to 0.020000000000 in earnings_usd");
    assertThat(months(spark, fixture, "eg")).isEqualTo(Map.of("2026-06", "2 rows 0.02"));
    decide(fixture).accept(disagreement.id(), null);
    fixture.run(Until.STAGING);
    assertThat(fixture.state(wrongTotal)).isEqualTo(FileState.ACCEPTED);
    assertThat(months(spark, fixture, "dg")).isEqualTo(Map.of("2026-06", "2 rows 0.02"));
  }

  @Test
  void filesThatCannotBeTakenAreSetApartAndReadAgainOnRequest(SparkSession spark) {
    LakeFixture fixture = new LakeFixture(home);
    String good =
        fixture.landText(
            BANK, "sg", "distrokid_1.tsv", statement().reported("2026-05-15", 2, "0.01").text());
    String rotten =
        fixture.landText(
            BANK,
            "dg",
            "distrokid_2.tsv",
            statement().reported("2026-06-15", 3, "0.01").broken(2).text());
    String same = statement().reported("2026-05-15", 2, "0.01").text();
    fixture.landText(BANK, "sg", "distrokid_copy.tsv", same);
    fixture.at(Instant.parse("2026-11-09T10:00:00Z"));
    String early =
        fixture.landText(
            BANK, "eg", "distrokid_3.tsv", statement().reported("2026-05-15", 1, "0.125").text());

    RunOutcome outcome = fixture.at(TODAY.plusSeconds(3600)).run(Until.STAGING);

    assertThat(outcome.outcome()).isEqualTo("partial");
    assertThat(outcome.exitCode(Strictness.LENIENT)).isEqualTo(ExitCode.OK);
    assertThat(outcome.exitCode(Strictness.STRICT)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(fixture.state(good)).isEqualTo(FileState.ACCEPTED);
    assertThat(fixture.lake().ops().ledger().entries())
        .filteredOn(e -> e.state() == FileState.DUPLICATE)
        .extracting(LedgerEntry::fileName, LedgerEntry::refersTo)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("distrokid_copy.tsv", good));
    assertThat(fixture.lake().ops().ledger().find(rotten).orElseThrow().broken())
        .containsExactly(
            new BrokenRule(
                "FILE_ROWS_THRESHOLD",
                "2 of 5 rows are broken, more than 0.05 of them: VALUE_DATE:reporting_date 2"));
    assertThat(fixture.lake().ops().ledger().find(early).orElseThrow().broken())
        .extracting(BrokenRule::rule)
        .containsExactly("FILE_FUTURE");
    assertThat(fixture.staged(spark, BANK).count()).isEqualTo(2);

    fixture.at(Instant.parse("2026-11-09T12:00:00Z"));
    decide(fixture).retry(early);
    decide(fixture).retry(rotten);
    assertThat(fixture.run(Until.STAGING).outcome()).isEqualTo("partial");
    assertThat(fixture.state(early)).isEqualTo(FileState.ACCEPTED);
    assertThat(fixture.state(rotten)).isEqualTo(FileState.QUARANTINED);
    assertThat(months(spark, fixture, "eg")).isEqualTo(Map.of("2026-05", "1 rows 0.125"));
    assertThatThrownBy(() -> decide(fixture).retry(good))
        .hasMessage(
            "file "
                + good
                + " is accepted; only quarantined, held and withdrawn files are retried");
  }

  @Test
  void aHeldFileThatIsRetriedOrWithdrawnLeavesNoOpenHold() {
    LakeFixture fixture = new LakeFixture(home);
    String wrongTotal =
        fixture.landText(
            BANK,
            "dg",
            "distrokid_5.tsv",
            statement().reported("2026-06-15", 2, "0.01").total("0.03").text());
    fixture.run(Until.STAGING);

    decide(fixture).retry(wrongTotal);
    assertThat(fixture.lake().ops().currentHolds())
        .extracting(Hold::state)
        .containsExactly(Hold.State.OVERTAKEN);
    fixture.run(Until.STAGING);
    assertThat(fixture.state(wrongTotal)).isEqualTo(FileState.HELD);
    assertThat(openHold(fixture, wrongTotal).rules()).containsExactly("TOTAL_DISAGREES");

    decide(fixture).withdraw(wrongTotal);
    fixture.run(Until.STAGING);
    assertThat(fixture.lake().ops().currentHolds())
        .extracting(Hold::state)
        .containsExactly(Hold.State.OVERTAKEN);
    assertThat(fixture.state(wrongTotal)).isEqualTo(FileState.WITHDRAWN);
  }
}
