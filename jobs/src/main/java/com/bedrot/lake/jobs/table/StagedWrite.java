package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.conf.run.KillPoint;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DummySnapshot;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Rows that lie in a table's folder and are in no version of it yet: {@link #commit} makes them the
 * next version, {@link #abandon} takes them away. A process that dies in between leaves the table
 * as it was; the files wait for VACUUM. Not thread-safe.
 */
public final class StagedWrite {
  private static final Logger LOG = LoggerFactory.getLogger(StagedWrite.class);

  private final OptimisticTransaction transaction;
  private final List<AddFile> added;
  private final List<AddFile> replaced;
  private final Replace replace;
  private final Row observed;
  private final long rows;
  private boolean open = true;

  StagedWrite(
      OptimisticTransaction transaction,
      Replace replace,
      List<AddFile> added,
      List<AddFile> replaced,
      Row observed) {
    this.transaction = transaction;
    this.replace = replace;
    this.added = List.copyOf(added);
    this.replaced = List.copyOf(replaced);
    this.observed = observed;
    this.rows = TableState.rowsIn(added);
  }

  /** The metrics that rode on the write, in the order they were asked for. */
  public Row observed() {
    return observed;
  }

  /** Rows written. */
  public long rows() {
    return rows;
  }

  /** Rows of the files that a commit takes out of the table. */
  public long replacedRows() {
    return TableState.rowsIn(replaced);
  }

  /** Rows of the table that a commit leaves as they are. */
  public long keptRows() {
    return replace instanceof Replace.Everything
        ? 0
        : TableState.rowsIn(TableState.of(transaction.snapshot())) - replacedRows();
  }

  /** Bytes of the files written. */
  public long bytes() {
    return added.stream().mapToLong(AddFile::size).sum();
  }

  /** Files written. */
  public int files() {
    return added.size();
  }

  /** The written rows, read back from their files: a second look for what one pass cannot tell. */
  public Dataset<Row> written() {
    DeltaLog log = transaction.deltaLog();
    DummySnapshot shape =
        new DummySnapshot(log.logPath(), log, transaction.metadata(), Option.empty());
    return log.createDataFrame(shape, ScalaShapes.seq(added), false, Option.empty());
  }

  /**
   * Makes the rows the table's next version, in one commit with what they replace. Committing what
   * the same application has already committed changes nothing.
   *
   * @param appId names the writer; its versions only rise
   * @param txnVersion number of this piece of work
   * @param operation what it is, for the table's history
   * @param userMetadata kept with the commit
   * @return the version that holds the work
   * @throws TransformationException {@code TRANSFORM_FAILED} where another writer changed the same
   *     rows, or the commit was refused; the table is as before
   * @throws LakeException {@code COMMIT_UNKNOWN} where nobody can say whether it happened
   */
  public long commit(String appId, long txnVersion, String operation, String userMetadata) {
    requireOpen();
    if (TableState.transactionRead(transaction, appId) >= txnVersion) {
      LOG.info("{} has transaction {} of {} already", uri(), txnVersion, appId);
      long version = transaction.readVersion();
      OptionalLong done = CommitSearch.newest(transaction.deltaLog(), appId, txnVersion, 0);
      abandon();
      return done.orElse(version);
    }
    KillPoint.reach("table-before-commit");
    open = false;
    long version = outcomeOfCommit(appId, txnVersion, operation, userMetadata);
    KillPoint.reach("table-after-commit");
    return version;
  }

  private long outcomeOfCommit(
      String appId, long txnVersion, String operation, String userMetadata) {
    try {
      return transaction.commit(
          ScalaShapes.seq(actions(appId, txnVersion)),
          write(userMetadata),
          ScalaShapes.map(Map.of("lake.operation", operation)));
    } catch (Exception e) {
      return CommitSearch.afterFailure(transaction, appId, txnVersion, e);
    }
  }

  private List<Action> actions(String appId, long txnVersion) {
    Object now = transaction.deltaLog().clock().getTimeMillis();
    List<Action> actions = new ArrayList<>();
    actions.add(new SetTransaction(appId, txnVersion, Option.apply(now)));
    replaced.forEach(file -> actions.add(file.remove()));
    actions.addAll(added);
    return actions;
  }

  private DeltaOperations.Operation write(String userMetadata) {
    SaveMode mode = replace instanceof Replace.Nothing ? SaveMode.Append : SaveMode.Overwrite;
    Option<String> predicate =
        replace instanceof Replace.Slices slices
            ? Option.apply(slices.partitions().toString())
            : Option.empty();
    return new DeltaOperations.Write(
        mode,
        Option.apply(transaction.metadata().partitionColumns()),
        predicate,
        Option.apply(userMetadata));
  }

  /**
   * Takes the written files away; the table is as before. Files that cannot be removed are left to
   * VACUUM.
   */
  public void abandon() {
    requireOpen();
    open = false;
    DeltaLog log = transaction.deltaLog();
    try {
      FileSystem files = log.dataPath().getFileSystem(log.newDeltaHadoopConf());
      for (AddFile file : added) {
        files.delete(new Path(log.dataPath(), new Path(URI.create(file.path()))), false);
      }
    } catch (IOException e) {
      LOG.warn("files of an abandoned write stay in {} until VACUUM: {}", uri(), e.toString());
    }
  }

  private String uri() {
    return transaction.deltaLog().dataPath().toString();
  }

  private void requireOpen() {
    if (!open) {
      throw new TransformationException(
          ErrorCode.INTERNAL_ERROR, "the write to " + uri() + " has been ended already");
    }
  }
}
