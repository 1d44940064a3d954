package com.bedrot.lake.jobs.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.functions;
import scala.collection.Seq;

/**
 * The files and transactions of a table's version. Delta keeps those of small tables in the
 * checksum beside each commit; only where it is not there does a Spark job put it together from the
 * log.
 */
final class TableState {
  private TableState() {}

  /** The files where they are known without a Spark job. */
  static Optional<List<AddFile>> knownFiles(Snapshot snapshot) {
    VersionChecksum checksum = ScalaShapes.orNull(snapshot.checksumOpt());
    Seq<AddFile> files = checksum == null ? null : ScalaShapes.orNull(checksum.allFiles());
    return files == null ? Optional.empty() : Optional.of(ScalaShapes.<AddFile>list(files));
  }

  /** Every file with its statistics. */
  static List<AddFile> of(Snapshot snapshot) {
    if (snapshot.version() < 0) {
      return List.of();
    }
    return knownFiles(snapshot).orElseGet(() -> snapshot.allFiles().collectAsList());
  }

  /**
   * The files a write takes the place of, read by the transaction: whoever changes them before it
   * commits, makes it fail.
   */
  static List<AddFile> replaced(OptimisticTransaction transaction, Replace replace) {
    if (replace instanceof Replace.Nothing || transaction.snapshot().version() < 0) {
      return List.of();
    }
    Seq<Expression> rows = ScalaShapes.seq(List.of(rowsOf(replace).expr()));
    Optional<List<AddFile>> all = knownFiles(transaction.snapshot());
    if (all.isEmpty()) {
      boolean keepRowCounts = true;
      return ScalaShapes.list(transaction.filterFiles(rows, keepRowCounts));
    }
    List<AddFile> files = all.get().stream().filter(file -> isIn(file, replace)).toList();
    transaction.trackReadPredicates(
        rows,
        transaction.trackReadPredicates$default$2(),
        transaction.trackReadPredicates$default$3());
    transaction.trackFilesRead(ScalaShapes.seq(files));
    return files;
  }

  /** Application id to the last transaction version it committed. */
  static Map<String, Long> transactions(Snapshot snapshot) {
    Map<String, Long> versions = new LinkedHashMap<>();
    VersionChecksum checksum = ScalaShapes.orNull(snapshot.checksumOpt());
    Seq<SetTransaction> known =
        checksum == null ? null : ScalaShapes.orNull(checksum.setTransactions());
    if (known == null) {
      ScalaShapes.javaMap(snapshot.transactions())
          .forEach((app, version) -> versions.put(app, (Long) version));
    } else {
      ScalaShapes.<SetTransaction>list(known)
          .forEach(set -> versions.put(set.appId(), set.version()));
    }
    return versions;
  }

  /**
   * The last version an application committed, or -1; read by the transaction: whoever commits for
   * the same application before it does, makes it fail.
   */
  static long transactionRead(OptimisticTransaction transaction, String appId) {
    transaction.readTxn().$plus$eq(appId);
    return transactions(transaction.snapshot()).getOrDefault(appId, -1L);
  }

  /** Sum of the files' row counts; a file without one counts as none and fails the row check. */
  static long rowsIn(List<AddFile> files) {
    return files.stream()
        .filter(file -> file.numPhysicalRecords().isDefined())
        .mapToLong(file -> (Long) file.numPhysicalRecords().get())
        .sum();
  }

  private static boolean isIn(AddFile file, Replace replace) {
    return !(replace instanceof Replace.Slices slices)
        || slices.partitions().contains(ScalaShapes.javaMap(file.partitionValues()));
  }

  private static Column rowsOf(Replace replace) {
    return replace instanceof Replace.Slices slices
        ? slices.partitions().stream()
            .map(TableState::inPartition)
            .reduce(functions.lit(false), Column::or)
        : functions.lit(true);
  }

  private static Column inPartition(Map<String, String> partition) {
    return partition.entrySet().stream()
        .map(entry -> functions.col("`" + entry.getKey() + "`").equalTo(entry.getValue()))
        .reduce(functions.lit(true), Column::and);
  }
}
