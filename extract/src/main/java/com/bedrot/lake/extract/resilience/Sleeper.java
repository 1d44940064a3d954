package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import java.time.Duration;

/** How waiting is done; tests only move their clock. */
@FunctionalInterface
public interface Sleeper {
  /** Sleeps in this thread. */
  Sleeper REAL = Sleeper::sleepHere;

  /**
   * Waits; nothing for zero or less.
   *
   * @throws LakeException {@code INTERRUPTED}
   */
  void sleep(Duration duration);

  private static void sleepHere(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    try {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while waiting", stop);
    }
  }
}
