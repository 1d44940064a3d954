package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Lease;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ConditionalProbe;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.export.ExportReport;
import com.bedrot.lake.jobs.publish.PublishJob;
import com.bedrot.lake.jobs.publish.PublishReport;
import com.bedrot.lake.jobs.raw.RawJob;
import com.bedrot.lake.jobs.raw.RawReport;
import com.bedrot.lake.jobs.spark.SparkFailure;
import com.bedrot.lake.jobs.spark.SparkSessions;
import com.bedrot.lake.jobs.staging.StagingJob;
import com.bedrot.lake.jobs.staging.StagingReport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks everything that is due, hop by hop, under the lake's lease. Spark starts while landing is
 * checked. Datasets are staged side by side; one's failure never stops another.
 */
public final class RunJob {
  private static final Logger LOG = LoggerFactory.getLogger(RunJob.class);
  private static final int DATASETS_SIDE_BY_SIDE = 4;
  private static final String RACED = "store-raced";

  private final Lake lake;
  private final RunContext context;
  private final RunOptions options;
  private final Consumer<String> progress;
  private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
  private final Map<String, Duration> timings = new LinkedHashMap<>();

  public RunJob(Lake lake, RunContext context, RunOptions options, Consumer<String> progress) {
    this.lake = lake;
    this.context = context;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Does what is due.
   *
   * @throws LakeException LOCK_HELD where another run holds the lake, or any error that stops the
   *     whole run
   */
  public RunOutcome run(Due due) {
    return run(due, () -> {});
  }

  /**
   * As {@link #run(Due)}.
   *
   * @param beforeCommit called right before every commit; what it throws stops the commit
   */
  public RunOutcome run(Due due, Runnable beforeCommit) {
    requireLocksThatHold();
    try (Lease lease = Lease.acquire(lake.ops(), context, lake.settings().run().leaseExpiry())) {
      Due.mark(lake, "run " + context.run() + " did not end");
      CompletableFuture<SparkSession> spark = startSpark();
      RawReport raw = timed("landing to raw", () -> new RawJob(lake, context).run());
      Runnable guard =
          () -> {
            beforeCommit.run();
            lease.check();
          };
      RunOutcome outcome = walk(due, raw, spark, guard);
      if (outcome.failures().isEmpty()) {
        leave(due);
      }
      return outcome;
    }
  }

  /** A store that lets two writers create one object would give two runs the lock: asked once. */
  private void requireLocksThatHold() {
    URI ops = lake.store(Zone.OPS).uri(RACED);
    String asked = ops.getAuthority() + " at " + lake.settings().store().endpoint();
    if (!"s3a".equals(ops.getScheme())
        || lake.ops().state(RACED).filter(asked::equals).isPresent()) {
      return;
    }
    ConditionalProbe.requireAtomic(lake.store(Zone.OPS));
    lake.ops().putState(RACED, asked);
  }

  /**
   * What is left for the next run: nothing, or the hops and sources this one was told to leave out.
   */
  private void leave(Due due) {
    boolean stoppedBetweenTables =
        options.reaches(RunOptions.Until.STAGING) && !options.reaches(RunOptions.Until.ARCHIVE);
    if (stoppedBetweenTables || (due.everything() && !isWhole())) {
      Due.mark(lake, "run " + context.run() + " was told to stop early");
      return;
    }
    Due.clear(lake);
  }

  private boolean isWhole() {
    return options.sources().isEmpty() && options.reaches(RunOptions.Until.ARCHIVE);
  }

  /**
   * The session starts on a thread of its own, so that it costs no time while files are checked.
   */
  private CompletableFuture<SparkSession> startSpark() {
    CompletableFuture<SparkSession> started = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try {
                started.complete(SparkSessions.open(lake.settings()));
              } catch (Throwable t) {
                started.completeExceptionally(t);
              }
            },
            "spark-start");
    starter.setDaemon(true);
    starter.start();
    return started;
  }

  private RunOutcome walk(
      Due due, RawReport raw, CompletableFuture<SparkSession> starting, Runnable guard) {
    Map<String, StagingReport> staging = new TreeMap<>();
    PublishReport publish = null;
    Map<String, Long> exported = Map.of();
    List<DatasetContract> datasets = dueDatasets(due);
    if (options.reaches(RunOptions.Until.STAGING) && (!datasets.isEmpty() || due.everything())) {
      SparkSession spark = timed("spark start", () -> join(starting));
      LedgerSinks sinks = new LedgerSinks(lake);
      staging.putAll(timed("raw to staging", () -> stage(spark, datasets, guard, sinks)));
      if (options.reaches(RunOptions.Until.CURATED)) {
        PublishReport published =
            timed(
                "staging to curated",
                () -> new PublishJob(spark, lake, context, guard, sinks).run());
        failures.putAll(published.failures());
        publish = published;
      }
      exported = deliver(spark);
    }
    return new RunOutcome(
        context.run().value(), raw, staging, publish, exported, failures, timings);
  }

  private Map<String, Long> deliver(SparkSession spark) {
    Map<String, Long> exported = new TreeMap<>();
    if (options.reaches(RunOptions.Until.WAREHOUSE)) {
      isolated(
          "warehouse",
          () ->
              timed("curated to warehouse", () -> Delivery.toWarehouse(spark, lake))
                  .ifPresent(report -> loaded(report, exported)));
    }
    if (options.reaches(RunOptions.Until.ARCHIVE)) {
      isolated(
          "archive",
          () -> timed("curated to archive", () -> Delivery.toArchive(spark, lake, context)));
    }
    isolated("ops", () -> timed("ops copies", () -> Delivery.opsCopies(spark, lake)));
    return exported;
  }

  private void loaded(ExportReport report, Map<String, Long> exported) {
    report.tables().forEach(t -> exported.put(t.table(), t.rowsLoaded()));
    timings.put("warehouse: copying", report.copying());
    timings.put("warehouse: swapping", report.swapping());
  }

  private void isolated(String subject, Runnable step) {
    try {
      step.run();
    } catch (Exception e) { // Spark throws what it does not declare
      LOG.error("{} failed", subject, e);
      failures.put(subject, SparkFailure.unchecked(e));
    }
  }

  /** Datasets whose files are landed under them and that have something to stage. */
  private List<DatasetContract> dueDatasets(Due due) {
    Set<String> withFiles =
        lake.ops().ledger().entries().stream()
            .filter(
                e ->
                    due.everything()
                        ? e.state().takesPart() || e.state() == FileState.WITHDRAWN
                        : e.state() == FileState.RAW)
            .map(LedgerEntry::datasetKey)
            .collect(Collectors.toSet());
    if (withFiles.isEmpty()) {
      return List.of();
    }
    return lake.contracts()
        .datasets()
        .filter(
            d -> d.parent() == null && withFiles.contains(d.key()) && options.includes(d.source()))
        .toList();
  }

  private Map<String, StagingReport> stage(
      SparkSession spark, List<DatasetContract> datasets, Runnable guard, LedgerSinks sinks) {
    Map<String, StagingReport> reports = new TreeMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(DATASETS_SIDE_BY_SIDE);
    try {
      Map<String, Future<StagingReport>> running = new TreeMap<>();
      for (DatasetContract dataset : datasets) {
        running.put(
            dataset.key(),
            pool.submit(
                () -> {
                  spark.sparkContext().setLocalProperty("spark.scheduler.pool", dataset.key());
                  progress.accept("staging " + dataset.key());
                  return new StagingJob(spark, lake, context, guard, sinks).run(dataset);
                }));
      }
      running.forEach((key, future) -> collect(key, future, reports));
    } finally {
      pool.shutdownNow();
    }
    return reports;
  }

  private void collect(
      String key, Future<StagingReport> future, Map<String, StagingReport> reports) {
    try {
      reports.put(key, future.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while staging " + key, e);
    } catch (ExecutionException e) {
      LOG.error("staging {} failed", key, e.getCause());
      failures.put(key, SparkFailure.unchecked(e));
    }
  }

  private static SparkSession join(CompletableFuture<SparkSession> starting) {
    try {
      return starting.join();
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new TransformationException(
          ErrorCode.TRANSFORM_FAILED, "Spark does not start: " + e.getCause(), e.getCause());
    }
  }

  private <T> T timed(String hop, java.util.function.Supplier<T> step) {
    progress.accept(hop);
    Instant start = context.now();
    try {
      return step.get();
    } finally {
      timings.put(hop, Duration.between(start, context.now()));
    }
  }
}
