package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.spark.SparkSessions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One of several processes that commit to the same table, or the one that counts what came of it:
 * {@code write TABLE WRITER COMMITS} and {@code check TABLE WRITERS COMMITS}. The store is the
 * environment's, the keys are those of the jobs.
 */
final class TwoWritersMain {
  private static final StructType SCHEMA =
      new StructType().add("writer", DataTypes.StringType).add("n", DataTypes.LongType);

  private TwoWritersMain() {}

  public static void main(String[] arguments) {
    LakeSettings settings =
        LakeOpener.open(Map.of(), Environment.ofProcess(), Optional.of(StoreRole.JOBS)).settings();
    SparkSession spark = SparkSessions.open(settings);
    String uri = settings.zones().get(Zone.SANDBOX) + "/" + arguments[1];
    int commits = Integer.parseInt(arguments[3]);
    if (arguments[0].equals("write")) {
      write(spark, uri, arguments[2], commits);
    } else {
      check(spark, uri, Integer.parseInt(arguments[2]), commits);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void write(SparkSession spark, String uri, String writer, int commits) {
    List<Long> versions = new ArrayList<>();
    for (long n = 1; n <= commits; n++) {
      versions.add(n == 1 ? first(spark, uri, writer) : commit(spark, uri, writer, n));
    }
    System.out.println("writer " + writer + " made versions " + versions);
  }

  /** Of two that make the table at once one is refused, with nothing committed: it goes again. */
  private static long first(SparkSession spark, String uri, String writer) {
    try {
      return commit(spark, uri, writer, 1);
    } catch (TransformationException refused) {
      return commit(spark, uri, writer, 1);
    }
  }

  private static long commit(SparkSession spark, String uri, String writer, long n) {
    TableSpec spec = new TableSpec(uri, SCHEMA, List.of(), List.of("n"), "two writers");
    return DeltaTables.write(
            spark,
            spec,
            spark.createDataFrame(List.of(RowFactory.create(writer, n)), SCHEMA),
            List.of(),
            new Replace.Nothing(),
            1)
        .commit(writer, n, "race", "{}");
  }

  /** Every row once, every version there, and as many as commits. */
  private static void check(SparkSession spark, String uri, int writers, int commits) {
    long last = DeltaTables.info(spark, uri).orElseThrow().version();
    List<Row> rows = DeltaTables.read(spark, uri, last).collectAsList();
    Set<Row> different = new HashSet<>(rows);
    List<Long> versions =
        spark.sql("DESCRIBE HISTORY delta.`" + uri + "`").collectAsList().stream()
            .map(row -> row.<Long>getAs("version"))
            .sorted()
            .toList();
    int expected = writers * commits;
    boolean dense = versions.equals(LongStream.range(0, expected).boxed().toList());
    System.out.printf(
        "%d commits by %d writers: %d rows, %d different, versions 0..%d, %s%n",
        expected, writers, rows.size(), different.size(), last, dense ? "dense" : "with gaps");
    if (rows.size() != expected || different.size() != expected || !dense) {
      Runtime.getRuntime().halt(1);
    }
  }
}
