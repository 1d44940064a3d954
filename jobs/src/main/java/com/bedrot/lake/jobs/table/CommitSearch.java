package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.TransformationException;
import java.io.IOException;
import java.util.OptionalLong;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Finds out from a table's log whether a piece of work was committed. */
final class CommitSearch {
  private static final Logger LOG = LoggerFactory.getLogger(CommitSearch.class);

  private CommitSearch() {}

  /** The newest version, from {@code first} on, that committed this work. */
  static OptionalLong newest(DeltaLog log, String appId, long txnVersion, long first) {
    OptionalLong found = OptionalLong.empty();
    Iterator<Tuple2<Object, Seq<Action>>> changes = log.getChanges(Math.max(first, 0), false);
    while (changes.hasNext()) {
      Tuple2<Object, Seq<Action>> change = changes.next();
      if (holds(change._2(), appId, txnVersion)) {
        found = OptionalLong.of((Long) change._1());
      }
    }
    return found;
  }

  private static boolean holds(Seq<Action> actions, String appId, long txnVersion) {
    return ScalaShapes.<Action>list(actions).stream()
        .anyMatch(
            action ->
                action instanceof SetTransaction set
                    && set.appId().equals(appId)
                    && set.version() == txnVersion);
  }

  /**
   * The version that holds the work although its commit threw.
   *
   * @throws TransformationException where the log shows it did not happen and cannot any more
   * @throws LakeException {@code COMMIT_UNKNOWN} where the log cannot be read, or a request may
   *     still be under way
   */
  static long afterFailure(
      OptimisticTransaction transaction, String appId, long txnVersion, Exception failure) {
    OptionalLong found = lookAgain(transaction, appId, txnVersion, failure);
    if (found.isPresent()) {
      LOG.warn(
          "the commit to {} threw but is version {} of its log: {}",
          transaction.deltaLog().dataPath(),
          found.getAsLong(),
          failure.toString());
      return found.getAsLong();
    }
    String table = transaction.deltaLog().dataPath().toString();
    if (failure instanceof LakeException known) {
      throw known;
    }
    if (failure instanceof java.util.ConcurrentModificationException) {
      throw new TransformationException(
          ErrorCode.TRANSFORM_FAILED,
          "another writer changed the same rows of " + table + " first; nothing was committed",
          failure);
    }
    if (cameFromTheStore(failure)) {
      throw unknown(table, appId, txnVersion, failure);
    }
    throw new TransformationException(
        ErrorCode.TRANSFORM_FAILED,
        "the commit to " + table + " was refused: " + failure.getMessage(),
        failure);
  }

  private static OptionalLong lookAgain(
      OptimisticTransaction transaction, String appId, long txnVersion, Exception failure) {
    DeltaLog log = transaction.deltaLog();
    try {
      log.update(false, Option.empty(), Option.empty());
      return newest(log, appId, txnVersion, transaction.readVersion() + 1);
    } catch (Exception again) {
      failure.addSuppressed(again);
      throw unknown(log.dataPath().toString(), appId, txnVersion, failure);
    }
  }

  private static boolean cameFromTheStore(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static LakeException unknown(
      String table, String appId, long txnVersion, Exception failure) {
    return new LakeException(
        ErrorCode.COMMIT_UNKNOWN,
        "whether transaction "
            + txnVersion
            + " of "
            + appId
            + " is in "
            + table
            + " is not known: "
            + failure.getMessage(),
        failure);
  }
}
