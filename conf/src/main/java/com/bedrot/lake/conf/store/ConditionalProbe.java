package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Races a store with itself to find out whether it creates an object once. */
public final class ConditionalProbe {
  private static final int WRITERS = 6;
  private static final int ROUNDS = 3;
  private static final long SECONDS = 60;

  private ConditionalProbe() {}

  /**
   * Lets several writers create the same few keys at once, and removes them again.
   *
   * @throws ConnectionException {@code STORE_NOT_CONDITIONAL} where not exactly one of them
   *     succeeds each time, or the object is not the winner's
   */
  public static void requireAtomic(ObjectStore store) {
    String prefix = "probe/" + UUID.randomUUID() + "/";
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        race(store, prefix + round, threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void race(ObjectStore store, String key, ExecutorService threads) {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Future<Boolean>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      writers.add(threads.submit(creation(store, key, writer, start)));
    }
    List<String> winners = new ArrayList<>();
    try {
      for (int writer = 0; writer < WRITERS; writer++) {
        if (won(writers.get(writer))) {
          winners.add(name(writer));
        }
      }
      String kept = new String(store.get(key), StandardCharsets.UTF_8);
      if (!winners.equals(List.of(kept))) {
        throw new ConnectionException(
            ErrorCode.STORE_NOT_CONDITIONAL,
            winners.size() + " of " + WRITERS + " writers created " + store.uri(key));
      }
    } finally {
      store.delete(key);
    }
  }

  private static Callable<Boolean> creation(
      ObjectStore store, String key, int writer, CyclicBarrier start) {
    return () -> {
      start.await(SECONDS, TimeUnit.SECONDS);
      return store.createIfAbsent(key, name(writer).getBytes(StandardCharsets.UTF_8));
    };
  }

  private static boolean won(Future<Boolean> writer) {
    try {
      return writer.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LakeException known) {
        throw known;
      }
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw failed(e);
    }
  }

  private static ConnectionException failed(Throwable cause) {
    return new ConnectionException(
        ErrorCode.STORE_UNREACHABLE, "the store did not finish a race of writers: " + cause, cause);
  }

  private static String name(int writer) {
    return "writer-" + writer;
  }
}
