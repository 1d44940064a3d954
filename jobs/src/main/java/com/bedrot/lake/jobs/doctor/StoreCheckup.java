package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes, reads and removes probe objects in one zone; in the zone that holds the locks, eight
 * writers also race to create the same object. A local zone that nothing was written to yet is not
 * made: only the right to make it is looked at.
 *
 * @param zone its id
 * @param run names the probe objects
 * @param locks whether creation must be atomic
 */
record StoreCheckup(String zone, ObjectStore store, String run, boolean locks) implements Checkup {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "store." + zone;
  }

  @Override
  public List<Finding> look() {
    Optional<Path> folder = store.localPath("probe").map(Path::getParent);
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      return List.of(notMadeYet(folder.get()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(writesAndReads());
    if (locks) {
      findings.add(createsOnce());
    }
    return findings;
  }

  private Finding notMadeYet(Path folder) {
    Path above = folder;
    while (above != null && !Files.isDirectory(above)) {
      above = above.getParent();
    }
    return above != null && Files.isWritable(above)
        ? Finding.ok(name(), "not made yet, " + folder)
        : Finding.down(
            name(),
            folder + " cannot be made",
            "this user may not write to " + above,
            "make the folder and give it to this user, or set LAKE_HOME to another");
  }

  private Finding writesAndReads() {
    String key = "lake-probe-" + run;
    byte[] content = run.getBytes(StandardCharsets.UTF_8);
    try {
      store.put(key, content);
      if (!Arrays.equals(store.get(key), content)) {
        return Finding.down(
            name(),
            "reads back other bytes than were written",
            "something between this program and the store changes them",
            "check the disk or the proxy in front of the store");
      }
      return Finding.ok(name(), "writes and reads");
    } finally {
      store.delete(key);
    }
  }

  private Finding createsOnce() {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String key = "lake-probe-" + run + "-race-" + round;
        try {
          int winners = race(writers, key);
          if (winners != 1) {
            return Finding.down(
                "store.race",
                winners + " of " + WRITERS + " writers created the same object",
                "two runs could both hold the lock, and commits could be lost",
                ErrorCode.STORE_NOT_CONDITIONAL.fix());
          }
        } finally {
          store.delete(key);
        }
      }
    } finally {
      writers.shutdownNow();
    }
    return Finding.ok("store.race", "one of " + WRITERS + " writers wins, " + ROUNDS + " times");
  }

  /** How many writers were told that they created the object and find their own bytes in it. */
  private int race(ExecutorService writers, String key) {
    List<Callable<Boolean>> attempts = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      byte[] content = (run + " writer " + writer).getBytes(StandardCharsets.UTF_8);
      attempts.add(() -> store.createIfAbsent(key, content));
    }
    int winners = 0;
    try {
      for (Future<Boolean> attempt : writers.invokeAll(attempts)) {
        winners += attempt.get() ? 1 : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while the writers raced", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LakeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
    return winners;
  }
}
