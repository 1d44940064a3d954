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
 * What every Delta table of a home holds: rows, and a sum over the rows' hashes, so that neither
 * order nor files count. Columns that name a run or its time are left out.
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
