package com.bedrot.lake.jobs.table;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;

/** Metrics that ride on one query, taken off once it has ended; close ends the listening. */
public final class ObservedRow implements QueryExecutionListener, AutoCloseable {
  private static final long SECONDS_UNTIL_A_LOST_EVENT = 30;

  private final String name = "lake-" + UUID.randomUUID();
  private final AtomicReference<Row> row = new AtomicReference<>();
  private final CountDownLatch seen = new CountDownLatch(1);
  private final SparkSession spark;

  /** Starts to listen. */
  public ObservedRow(SparkSession spark) {
    this.spark = spark;
    spark.listenerManager().register(this);
  }

  /**
   * The rows, measured when they pass by. Nothing may come between them and the write that moves
   * rows to other tasks: a metric below a shuffle can count a retried task twice.
   */
  public Dataset<Row> over(Dataset<Row> rows, List<Column> metrics) {
    Column[] others = metrics.subList(1, metrics.size()).toArray(Column[]::new);
    return rows.observe(name, metrics.get(0), others);
  }

  /** What was measured; empty where Spark's event queue lost it. */
  public Optional<Row> await() {
    try {
      if (!seen.await(SECONDS_UNTIL_A_LOST_EVENT, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return Optional.ofNullable(row.get());
  }

  @Override
  public void onSuccess(String function, QueryExecution query, long nanos) {
    Row measured = ScalaShapes.orNull(query.observedMetrics().get(name));
    if (measured != null) {
      row.set(measured);
      seen.countDown();
    }
  }

  @Override
  public void onFailure(String function, QueryExecution query, Exception failure) {
    // the write itself throws
  }

  @Override
  public void close() {
    spark.listenerManager().unregister(this);
  }
}
