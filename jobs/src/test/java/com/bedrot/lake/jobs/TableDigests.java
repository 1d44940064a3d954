package com.bedrot.lake.jobs;

import com.bedrot.lake.jobs.table.DeltaTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Prints what every Delta table of the given homes holds, one line a table: home, table, rows, and
 * a sum over the rows' hashes, so that neither order nor files count. Columns that name a run or
 * its time are left out. For the crash test; arguments are homes.
 */
public final class TableDigests {
  private static final Set<String> OWN_OF_A_RUN =
      Set.of(
          "_run_id",
          "run_id",
          "file_id",
          "landing_drop",
          "landed_at",
          "extracted_at",
          "exported_at",
          "at");

  /** Of the lake's own tables, those that say what became of files and rows; the rest are logs. */
  private static final Set<String> OPS_COMPARED = Set.of("ledger", "quarantine");

  private TableDigests() {}

  /** Prints the lines; needs no test library. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] homes) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
    for (String home : homes) {
      of(spark, Path.of(home))
          .forEach((table, held) -> System.out.println(home + "\t" + table + "\t" + held));
    }
  }

  /** Table to rows and digest, a tab between them, of one home. */
  public static SortedMap<String, String> of(SparkSession spark, Path home) {
    Path zones = home.resolve("zones");
    SortedMap<String, String> held = new TreeMap<>();
    for (Path table : tables(zones)) {
      String uri = table.toUri().toString();
      DeltaTables.info(spark, uri)
          .ifPresent(
              info -> {
                Row digest = digest(DeltaTables.read(spark, uri, info.version()));
                held.put(
                    zones.relativize(table).toString(), digest.getLong(0) + "\t" + digest.get(1));
              });
    }
    return held;
  }

  static Row digest(Dataset<Row> rows) {
    Column[] counted =
        Arrays.stream(rows.columns())
            .filter(name -> !OWN_OF_A_RUN.contains(name))
            .map(name -> functions.col("`" + name + "`"))
            .toArray(Column[]::new);
    Column hash = functions.xxhash64(counted).cast("decimal(38,0)");
    return rows.agg(functions.count(functions.lit(1)), functions.sum(hash)).first();
  }

  private static List<Path> tables(Path zones) {
    try (Stream<Path> all = Files.walk(zones)) {
      return all.filter(path -> path.endsWith("_delta_log"))
          .map(Path::getParent)
          .filter(path -> isCompared(zones.relativize(path)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCompared(Path table) {
    boolean ops = table.startsWith("ops");
    return table.startsWith("staging")
        || table.startsWith("curated")
        || (ops && OPS_COMPARED.contains(String.valueOf(table.getFileName())));
  }
}
