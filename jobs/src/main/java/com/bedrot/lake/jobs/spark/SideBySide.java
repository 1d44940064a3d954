package com.bedrot.lake.jobs.spark;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Independent pieces of work on a few threads: planning is done by one thread each and costs more
 * than the rows where tables are small.
 */
public final class SideBySide {
  private static final int THREADS = 3;

  private SideBySide() {}

  /** Results in the order of the work; all of it ends before the first failure is thrown. */
  public static <T> List<T> all(List<Callable<T>> work) {
    if (work.isEmpty()) {
      return List.of();
    }
    if (work.size() == 1) {
      return List.of(call(work.get(0)));
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, work.size())));
    try {
      List<Future<T>> running = work.stream().map(pool::submit).toList();
      List<T> results = new ArrayList<>();
      RuntimeException failure = null;
      for (Future<T> future : running) {
        try {
          results.add(future.get());
        } catch (ExecutionException e) {
          failure = failure == null ? SparkFailure.unchecked(e) : failure;
        }
      }
      if (failure != null) {
        throw failure;
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while tables were built", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw SparkFailure.unchecked(e);
    }
  }
}
