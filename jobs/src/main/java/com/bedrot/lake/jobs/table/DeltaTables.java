package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.IntegrityException;
import com.bedrot.lake.conf.run.KillPoint;
import io.delta.tables.DeltaTable;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Console;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Delta tables: written, judged, then committed or not. The one door to delta-spark's own classes,
 * which are no documented interface.
 */
public final class DeltaTables {
  private static final int COMMITS_TO_LOOK_BACK = 20;
  private static final String ROWS = "_rows";

  private DeltaTables() {}

  /** The table as it is now; empty where there is none. Reads the log, no data. */
  public static Optional<TableInfo> info(SparkSession spark, String uri) {
    DeltaLog log = DeltaLog.forTable(spark, uri);
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    if (snapshot.version() < 0) {
      return Optional.empty();
    }
    List<AddFile> files = TableState.of(snapshot);
    return Optional.of(
        new TableInfo(
            snapshot.version(),
            lastUserMetadata(log, snapshot.version()),
            TableState.rowsIn(files),
            files.size(),
            TableState.transactions(snapshot),
            snapshot.metadata().schema(),
            ScalaShapes.list(snapshot.metadata().partitionColumns())));
  }

  /** One version of the table. */
  public static Dataset<Row> read(SparkSession spark, String uri, long version) {
    DeltaLog log = DeltaLog.forTable(spark, uri);
    Snapshot snapshot = log.getSnapshotAt(version, Option.empty(), Option.empty());
    Optional<List<AddFile>> files = TableState.knownFiles(snapshot);
    if (files.isEmpty()) {
      return spark.read().format("delta").option("versionAsOf", version).load(uri);
    }
    return log.createDataFrame(snapshot, ScalaShapes.seq(files.get()), false, Option.empty());
  }

  /**
   * Writes the rows' files into the table's folder and measures them on the way; no version of the
   * table changes before {@link StagedWrite#commit}.
   *
   * @param rows has at least the columns of the specification, of the same types; others are left
   *     out
   * @param observations aggregates over the rows, each with an alias; may be empty
   * @param files the most files written per partition of the table, by joining tasks without a
   *     shuffle; 0 leaves the tasks as they are
   * @throws IntegrityException {@code INTEGRITY_TABLE} where files and rows do not add up, or a row
   *     lies outside the slices
   */
  public static StagedWrite write(
      SparkSession spark,
      TableSpec spec,
      Dataset<Row> rows,
      List<Column> observations,
      Replace replace,
      int files) {
    DeltaLog log = DeltaLog.forTable(spark, spec.uri());
    OptimisticTransaction transaction =
        log.startTransaction(Option.empty(), NoTableYet.insteadOf(log));
    DeltaMetadata.align(transaction, spec, replace);
    List<AddFile> replaced = TableState.replaced(transaction, replace);
    List<Column> metrics = new ArrayList<>();
    metrics.add(functions.count(functions.lit(1)).as(ROWS));
    metrics.addAll(observations);
    Dataset<Row> arranged =
        arranged(spec, shaped(spec, rows, transaction.metadata().schema()), files);
    List<AddFile> added;
    Optional<Row> measured;
    try (ObservedRow observed = new ObservedRow(spark)) {
      added = written(transaction, observed.over(arranged, metrics));
      measured = TableState.rowsIn(added) == 0 ? Optional.empty() : observed.await();
    }
    KillPoint.reach("table-written");
    Row all = measured.orElseGet(() -> secondLook(spark, transaction, replace, added, metrics));
    requireEveryRow(spec, all.getLong(0), TableState.rowsIn(added));
    requireInside(spec, replace, added);
    return new StagedWrite(transaction, replace, added, replaced, withoutRows(all));
  }

  /**
   * The partitions whose rows changed between two versions; a compaction changes none.
   *
   * @throws IntegrityException {@code INTEGRITY_TABLE} where the log of these versions is gone
   */
  public static Set<Map<String, String>> changedPartitions(
      SparkSession spark, String uri, long fromExclusive, long to) {
    DeltaLog log = DeltaLog.forTable(spark, uri);
    Set<Map<String, String>> changed = new LinkedHashSet<>();
    long next = fromExclusive + 1;
    Iterator<Tuple2<Object, Seq<Action>>> changes = log.getChanges(Math.max(next, 0), false);
    while (changes.hasNext() && next <= to) {
      Tuple2<Object, Seq<Action>> change = changes.next();
      if ((Long) change._1() != next) {
        break;
      }
      next++;
      ScalaShapes.<Action>list(change._2()).forEach(action -> addPartition(action, changed));
    }
    if (next <= to) {
      throw new IntegrityException(
          ErrorCode.INTEGRITY_TABLE, "version " + next + " is not in the log of " + uri);
    }
    return changed;
  }

  /** Rows of each partition of one version, from the log alone; one empty key if unpartitioned. */
  public static Map<Map<String, String>, Long> rowsPerPartition(
      SparkSession spark, String uri, long version) {
    Snapshot snapshot =
        DeltaLog.forTable(spark, uri).getSnapshotAt(version, Option.empty(), Option.empty());
    Map<Map<String, String>, Long> rows = new LinkedHashMap<>();
    for (AddFile file : TableState.of(snapshot)) {
      rows.merge(
          ScalaShapes.javaMap(file.partitionValues()), TableState.rowsIn(List.of(file)), Long::sum);
    }
    return rows;
  }

  /** The data files of one version. */
  public static List<TableFile> files(SparkSession spark, String uri, long version) {
    Snapshot snapshot =
        DeltaLog.forTable(spark, uri).getSnapshotAt(version, Option.empty(), Option.empty());
    return TableState.of(snapshot).stream()
        .map(
            file ->
                new TableFile(
                    java.net.URI.create(file.path()).getPath(),
                    file.size(),
                    ScalaShapes.javaMap(file.partitionValues())))
        .toList();
  }

  /** The schema of one version, as Delta's JSON. */
  public static String schemaJson(SparkSession spark, String uri, long version) {
    return DeltaLog.forTable(spark, uri)
        .getSnapshotAt(version, Option.empty(), Option.empty())
        .metadata()
        .schemaString();
  }

  /** Joins small files; rows and what versions mean stay the same. */
  public static void optimize(SparkSession spark, String uri) {
    DeltaTable.forPath(spark, uri).optimize().executeCompaction();
  }

  /** Removes files no version of the last hours needs. */
  public static void vacuum(SparkSession spark, String uri, double retentionHours) {
    // it prints what it did; standard output belongs to the command
    Console.withOut(
        OutputStream.nullOutputStream(),
        () -> DeltaTable.forPath(spark, uri).vacuum(retentionHours));
  }

  private static @Nullable String lastUserMetadata(DeltaLog log, long version) {
    for (long v = version; v >= 0 && v > version - COMMITS_TO_LOOK_BACK; v--) {
      Iterator<Tuple2<Object, Seq<Action>>> changes = log.getChanges(v, false);
      if (!changes.hasNext()) {
        return null;
      }
      for (Action action : ScalaShapes.<Action>list(changes.next()._2())) {
        if (action instanceof CommitInfo commit && commit.userMetadata().isDefined()) {
          return commit.userMetadata().get();
        }
      }
    }
    return null;
  }

  /** The specified columns in the table's order; a column only the table knows is null. */
  private static Dataset<Row> shaped(TableSpec spec, Dataset<Row> rows, StructType schema) {
    Set<String> specified = Set.of(spec.schema().fieldNames());
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(
          specified.contains(field.name())
              ? functions.col("`" + field.name() + "`")
              : functions.lit(null).cast(field.dataType()).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Dataset<Row> arranged(TableSpec spec, Dataset<Row> rows, int files) {
    Dataset<Row> joined = files > 0 ? rows.coalesce(files) : rows;
    if (spec.sortBy().isEmpty()) {
      return joined;
    }
    List<String> order = new ArrayList<>(spec.partitionBy());
    order.addAll(spec.sortBy());
    return joined.sortWithinPartitions(order.stream().map(functions::col).toArray(Column[]::new));
  }

  private static List<AddFile> written(OptimisticTransaction transaction, Dataset<Row> rows) {
    DeltaOptions options =
        new DeltaOptions(
            ScalaShapes.map(Map.of("compression", "zstd")),
            rows.sparkSession().sessionState().conf());
    List<AddFile> added = new ArrayList<>();
    for (FileAction file :
        ScalaShapes.<FileAction>list(transaction.writeFiles(rows, Option.apply(options)))) {
      if (file instanceof AddFile add) {
        added.add(add);
      }
    }
    return added;
  }

  /** Measures from the files where Spark's event queue lost what was measured on the way. */
  private static Row secondLook(
      SparkSession spark,
      OptimisticTransaction transaction,
      Replace replace,
      List<AddFile> added,
      List<Column> metrics) {
    Dataset<Row> rows =
        added.isEmpty()
            ? spark.createDataFrame(List.of(), transaction.metadata().schema())
            : new StagedWrite(transaction, replace, added, List.of(), Row.empty()).written();
    Column[] others = metrics.subList(1, metrics.size()).toArray(Column[]::new);
    return rows.agg(metrics.get(0), others).first();
  }

  private static void requireEveryRow(TableSpec spec, long observed, long counted) {
    if (observed != counted) {
      throw new IntegrityException(
          ErrorCode.INTEGRITY_TABLE,
          observed
              + " rows went into the write of "
              + spec.uri()
              + " and its files count "
              + counted);
    }
  }

  private static void requireInside(TableSpec spec, Replace replace, List<AddFile> added) {
    if (!(replace instanceof Replace.Slices slices)) {
      return;
    }
    for (AddFile file : added) {
      Map<String, String> partition = ScalaShapes.javaMap(file.partitionValues());
      if (!slices.partitions().contains(partition)) {
        throw new IntegrityException(
            ErrorCode.INTEGRITY_TABLE,
            "rows of "
                + partition
                + " were written to "
                + spec.uri()
                + " where only "
                + slices.partitions()
                + " are replaced");
      }
    }
  }

  private static void addPartition(Action action, Set<Map<String, String>> changed) {
    if (action instanceof AddFile add && add.dataChange()) {
      changed.add(ScalaShapes.javaMap(add.partitionValues()));
    }
    if (action instanceof RemoveFile remove
        && remove.dataChange()
        && remove.partitionValues() != null) {
      changed.add(ScalaShapes.javaMap(remove.partitionValues()));
    }
  }

  private static Row withoutRows(Row all) {
    Object[] values = new Object[all.length() - 1];
    StructField[] fields = new StructField[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i + 1);
      fields[i] = all.schema().apply(i + 1);
    }
    return new GenericRowWithSchema(values, new StructType(fields));
  }
}
