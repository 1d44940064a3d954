package com.bedrot.lake.jobs.ops;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.jobs.spark.SideBySide;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.Replace;
import com.bedrot.lake.jobs.table.TableInfo;
import com.bedrot.lake.jobs.table.TableSpec;
import com.bedrot.lake.quality.metric.VerdictRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Copies the lake's own records into Delta tables ({@code ops/tables}) for notebooks. The objects
 * they are copied from stay the truth; a copy that was interrupted is made up for by the next.
 */
public final class OpsMirror {
  private static final String APPLICATION = "ops-mirror";

  private final SparkSession spark;
  private final Lake lake;
  private final LakePaths paths;

  public OpsMirror(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
    this.paths = new LakePaths(lake.settings().zones());
  }

  /**
   * Brings every copy up to date; one that is commits nothing. To be called when a run has kept all
   * its verdicts.
   */
  public void mirror() {
    List<LedgerEntry> files = lake.ops().ledger().entries();
    SideBySide.all(
        List.of(
            () -> rewrite("ledger", OpsRows.LEDGER, files.stream().map(OpsRows::ledger).toList()),
            () ->
                rewrite(
                    "runs",
                    OpsRows.RUNS,
                    lake.ops().runs().readAll().stream().map(OpsRows::run).toList()),
            () ->
                rewrite(
                    "publications",
                    OpsRows.PUBLICATIONS,
                    lake.ops().publications().stream()
                        .flatMap(publication -> OpsRows.publication(publication).stream())
                        .toList()),
            () -> rewrite("quarantine", OpsRows.QUARANTINE, quarantine(files)),
            () -> appendVerdicts("quality_verdicts", VerdictRows.VERDICTS, OpsMirror::verdicts),
            () -> appendVerdicts("quality_metrics", VerdictRows.METRICS, OpsMirror::metrics)));
  }

  private List<Row> quarantine(List<LedgerEntry> files) {
    List<Row> rows = new ArrayList<>();
    files.stream()
        .filter(file -> file.state() == FileState.QUARANTINED)
        .map(OpsRows::quarantinedFile)
        .forEach(rows::add);
    QuarantineStore store = new QuarantineStore(lake.ops().store());
    for (QuarantinedFile file : store.all()) {
      store.rows(file).forEach(row -> rows.add(OpsRows.quarantinedRow(file, row)));
    }
    return rows;
  }

  private String rewrite(String table, StructType schema, List<Row> rows) {
    Optional<TableInfo> now = info(table);
    String content = fingerprint(rows);
    boolean same = now.isPresent() && content.equals(now.get().userMetadata());
    if (!same && !(now.isEmpty() && rows.isEmpty())) {
      commit(table, schema, rows, new Replace.Everything(), content);
    }
    return table;
  }

  private static String fingerprint(List<Row> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Row row : rows) {
        Object[] values = new Object[row.length()];
        Arrays.setAll(values, row::get);
        digest.update(Arrays.deepToString(values).getBytes(StandardCharsets.UTF_8));
      }
      return rows.size() + " rows, " + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Runs sort by time, so what is not yet copied comes after what the last commit names. */
  private String appendVerdicts(
      String table, StructType schema, Function<List<VerdictStore.Judged>, List<Row>> rowsOf) {
    String last = info(table).map(TableInfo::userMetadata).orElse("");
    VerdictStore store = new VerdictStore(lake.ops().store());
    List<String> keys =
        store.keys(VerdictStore.PREFIX).stream().filter(key -> key.compareTo(last) > 0).toList();
    if (keys.isEmpty()) {
      return table;
    }
    List<Row> rows = keys.stream().flatMap(key -> rowsOf.apply(store.read(key)).stream()).toList();
    commit(table, schema, rows, new Replace.Nothing(), keys.get(keys.size() - 1));
    return table;
  }

  private static List<Row> verdicts(List<VerdictStore.Judged> look) {
    VerdictStore.Judged first = look.get(0);
    return VerdictRows.verdicts(
        first.runId(), first.at(), look.stream().map(VerdictStore.Judged::verdict).toList());
  }

  private static List<Row> metrics(List<VerdictStore.Judged> look) {
    VerdictStore.Judged first = look.get(0);
    return VerdictRows.metrics(
        first.runId(), first.at(), look.stream().map(VerdictStore.Judged::verdict).toList());
  }

  private void commit(
      String table, StructType schema, List<Row> rows, Replace replace, String userMetadata) {
    String uri = uri(table);
    long next = info(table).map(i -> i.transaction(APPLICATION).orElse(0)).orElse(0L) + 1;
    TableSpec spec =
        new TableSpec(
            uri, schema, List.of(), List.of(), "copy of the lake's own records: " + table);
    DeltaTables.write(spark, spec, spark.createDataFrame(rows, schema), List.of(), replace, 1)
        .commit(APPLICATION, next, "mirror", userMetadata);
  }

  private Optional<TableInfo> info(String table) {
    return DeltaTables.info(spark, uri(table));
  }

  private String uri(String table) {
    return paths.opsTable(table).toString();
  }
}
