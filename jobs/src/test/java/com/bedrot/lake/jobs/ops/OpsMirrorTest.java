package com.bedrot.lake.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.ledger.StoredOps;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.conf.store.LocalObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.quality.gate.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class OpsMirrorTest {
  private final SparkSession spark = SparkTest.session();
  @TempDir private Path folder;

  @Test
  void copiesTheLakesRecordsAndCommitsOnlyChanges() {
    Lake lake = lake();
    OpsMirror mirror = new OpsMirror(spark, lake);
    fill(lake, 1);

    mirror.mirror();

    assertThat(texts("ledger", "file_id", "state", "broken"))
        .containsExactly(
            "aaaaaaaaaaaaaaaa accepted []", "bbbbbbbbbbbbbbbb quarantined [FILE_HTML]");
    assertThat(texts("runs", "step", "rows_out")).containsExactly("stage 9");
    assertThat(texts("publications", "table_id", "version")).containsExactly("artists 4");
    assertThat(texts("quarantine", "grain", "file_id", "row", "raw", "rules", "status"))
        .containsExactly(
            "file bbbbbbbbbbbbbbbb null null [FILE_HTML] open",
            "row aaaaaaaaaaaaaaaa 7 x;y [VALUE_DATE:d] open");
    assertThat(texts("quality_verdicts", "rule_id", "passed"))
        .containsExactly("r1 true", "r2 false");
    assertThat(texts("quality_metrics", "metric", "value")).containsExactly("sum(x) 1.5");

    mirror.mirror();
    assertThat(version("ledger")).isZero();
    assertThat(version("quality_verdicts")).isZero();

    new VerdictStore(lake.ops().store())
        .keep(LedgerEntries.run(2), "t", List.of(verdict("r1", true)));
    mirror.mirror();
    assertThat(texts("quality_verdicts", "rule_id", "passed"))
        .containsExactly("r1 true", "r1 true", "r2 false");
    assertThat(version("ledger")).isZero();
  }

  @Test
  void emptyLakesGetNoTables() {
    new OpsMirror(spark, lake()).mirror();

    assertThat(folder).isEmptyDirectory();
  }

  private static void fill(Lake lake, int second) {
    RunContext context = LedgerEntries.run(second);
    LedgerEntry accepted = LedgerEntries.entry("aaaaaaaaaaaaaaaa", FileState.ACCEPTED, "1.0.0");
    lake.ops()
        .ledger()
        .record(
            context,
            List.of(
                accepted, LedgerEntries.entry("bbbbbbbbbbbbbbbb", FileState.QUARANTINED, "1.0.0")));
    lake.ops()
        .runs()
        .append(
            context,
            List.of(
                new StepRecord(
                    context.run().value(),
                    1,
                    "stage",
                    "distrokid.bank_details",
                    "sg",
                    context.now(),
                    context.now(),
                    10,
                    9,
                    1,
                    100,
                    "partial",
                    null,
                    null)));
    lake.ops()
        .publish(
            new Publication(
                context.run().value(),
                context.now(),
                Map.of("artists", new Publication.TableVersion(4, 2, true)),
                Map.of()));
    new QuarantineStore(lake.ops().store())
        .keep(
            context,
            accepted,
            "bank_details",
            1,
            List.of(new QuarantinedRow(7, List.of("VALUE_DATE:d"), "x;y")));
    new VerdictStore(lake.ops().store())
        .keep(context, "t", List.of(verdict("r1", true), verdict("r2", false)));
  }

  private static Verdict verdict(String rule, boolean passed) {
    return new Verdict("t", rule, Severity.WARN, "sum(x)", 1.5, passed, "sum(x) is 1.5");
  }

  private List<String> texts(String table, String... columns) {
    return spark
        .read()
        .format("delta")
        .load(uri(table))
        .selectExpr(columns)
        .selectExpr("concat_ws(' ', " + String.join(", ", shown(columns)) + ")")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static List<String> shown(String... columns) {
    return List.of(columns).stream()
        .map(column -> "coalesce(cast(" + column + " as string), 'null')")
        .toList();
  }

  private long version(String table) {
    return DeltaTables.info(spark, uri(table)).orElseThrow().version();
  }

  private String uri(String table) {
    return folder.resolve("tables").resolve(table).toUri().toString();
  }

  private Lake lake() {
    LocalObjectStore store = new LocalObjectStore(folder);
    LakeSettings settings =
        new LakeSettings(
            folder,
            folder,
            Map.of(Zone.OPS, folder.toUri()),
            new LakeSettings.Store(null, "us-east-1", true, null, new Secret("")),
            Map.of(),
            new LakeSettings.Warehouse(null, "u", new Secret(""), "r", Duration.ofMinutes(15)),
            new LakeSettings.Limits(1, 1, 1, 1, 1, 1, 1),
            new LakeSettings.Run(true, Duration.ofMinutes(2), "2000-01", 2),
            ExtractSettings.DEFAULT,
            new Secret(""),
            new LakeSettings.Spark("local[2,4]", false, Map.of()));
    return new Lake(
        settings,
        Map.of(Zone.OPS, store),
        new StoredOps(store),
        () -> new Contracts(List.of(), List.of()));
  }
}
