package com.bedrot.lake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.publish.PublishJob;
import com.bedrot.lake.jobs.table.DeltaTables;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class StatementWalkTest {
  private static final String HEADER =
      "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n";

  @TempDir private Path home;
  private LakeFixture fixture;

  @BeforeEach
  void openLakeWithReferenceData() throws Exception {
    fixture = new LakeFixture(home);
    Path reference = Path.of("").toAbsolutePath().getParent().resolve("conf/reference");
    for (String name : new String[] {"artists", "stores", "aliases"}) {
      fixture.land(
          "label." + name,
          "label",
          name + ".csv",
          Files.readAllBytes(reference.resolve(name + ".csv")),
          java.util.Map.of());
    }
  }

  private static String line(
      String reported,
      String month,
      String store,
      String artist,
      String isrc,
      int quantity,
      String earnings) {
    return String.join(
            "\t",
            reported,
            month,
            store,
            artist,
            "Song",
            isrc,
            "0195000000001",
            String.valueOf(quantity),
            "100",
            "Song",
            "DE",
            "0.00000",
            earnings)
        + "\n";
  }

  private Dataset<Row> table(SparkSession spark, String id) {
    long version = fixture.lake().ops().lastPublication().orElseThrow().tables().get(id).version();
    return DeltaTables.read(spark, PublishJob.tableUri(fixture.lake(), id), version);
  }

  @Test
  void carriesEveryCentOfAStatementToTheCuratedTables(SparkSession spark) {
    String text =
        HEADER
            + line(
                "2026-08-15", "2026-06", "Spotify", "PIG1987", "QZABC2600001", 3, "0.011000000001")
            + line(
                "2026-08-15", "2026-06", "Spotify", "PIG1987", "QZABC2600001", 3, "0.011000000001")
            + line(
                "2026-08-15",
                "2026-06",
                "Somewhere New",
                "NOBODY",
                "QZABC2600002",
                -1,
                "-0.500000000000")
            + line("2025-02-30", "2026-06", "Spotify", "PIG1987", "QZABC2600001", 3, "0.25")
            + line("2026-08-15", "2026-06", "Spotify", "PIG1987", "QZABC2600001", 3, "1,50");
    StringBuilder whole = new StringBuilder(text);
    for (int i = 0; i < 60; i++) {
      whole.append(
          line("2026-09-15", "2026-07", "Apple Music", "ZONE A0", "QZABC2600003", 1, "0.01"));
    }
    fixture.landText("distrokid.bank_details", "sg", "bank.tsv", whole.toString());

    RunOutcome outcome = fixture.run();

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.outcome()).isEqualTo("partial");
    Dataset<Row> transactions = table(spark, "royalty_transactions");
    assertThat(transactions.count()).isEqualTo(63);
    Row sum = transactions.agg(functions.sum("earnings_usd")).first();
    assertThat(sum.getDecimal(0)).isEqualByComparingTo(new BigDecimal("0.122000000002"));
    assertThat(transactions.where("artist_id is null").count()).isEqualTo(1);
    assertThat(table(spark, "unmatched").count()).isEqualTo(2);
    Row statement = table(spark, "royalty_statements").first();
    assertThat(statement.<Long>getAs("record_count")).isEqualTo(65);
    assertThat(statement.<Long>getAs("quarantined_count")).isEqualTo(2);
  }
}
