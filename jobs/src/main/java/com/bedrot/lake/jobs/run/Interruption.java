package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.log.Logging;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ctrl-C and TERM while work is done: nothing more is committed, what was begun ends or fails, the
 * lease is given back, then the process ends with the signal's own status (130, 143). Work that
 * does not end in time is left as a crash would leave it, which the next run mends.
 */
public final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Runnable farewell;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean requested;

  private Interruption(Runnable farewell) {
    this.farewell = farewell;
  }

  /**
   * Watches until it is closed.
   *
   * @param farewell said last, before the process ends
   */
  public static Interruption watch(Runnable farewell) {
    Interruption interruption = new Interruption(farewell);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /**
   * Called before every commit.
   *
   * @throws LakeException {@code INTERRUPTED}
   */
  public void check() {
    if (requested) {
      throw new LakeException(ErrorCode.INTERRUPTED, "a signal asked this process to end");
    }
  }

  /** The work is over. In a process that was told to end this call does not return. */
  @Override
  public void close() {
    ended.countDown();
    if (requested) {
      while (true) {
        LockSupport.park(this);
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException signalledJustNow) {
      return;
    }
  }

  private void interrupt() {
    requested = true;
    Logging.quietConsole();
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        Logging.assertBound().getLogger(Interruption.class).warn("work did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    farewell.run();
  }
}
