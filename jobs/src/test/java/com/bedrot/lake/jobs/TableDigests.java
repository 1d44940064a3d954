package com.bedrot.lake.jobs;

import com.bedrot.lake.jobs.table.DeltaTables;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
      Set.of("_run_id", "run_id", "landed_at", "file_id");

  private TableDigests() {}

  /** Prints the lines. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] homes) {
    SparkSession spark = SparkTest.session();
    for (String home : homes) {
      Path zones = Path.of(home).resolve("zones");
      for (Path table : tables(zones)) {
        print(System.out, spark, home, zones, table);
      }
    }
  }

  private static void print(
      PrintStream out, SparkSession spark, String home, Path zones, Path table) {
    String uri = table.toUri().toString();
    DeltaTables.info(spark, uri)
        .ifPresent(
            info -> {
              Row digest = digest(DeltaTables.read(spark, uri, info.version()));
              out.println(
                  String.join(
                      "\t",
                      home,
                      zones.relativize(table).toString(),
                      Long.toString(digest.getLong(0)),
                      String.valueOf(digest.get(1))));
            });
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
          .filter(path -> !path.startsWith(zones.resolve("archive")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
