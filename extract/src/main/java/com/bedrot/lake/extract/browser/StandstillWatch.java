package com.bedrot.lake.extract.browser;

import com.bedrot.lake.extract.session.SourceAccount;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends browsers that are still at an account when its time is over. Several of Playwright's calls,
 * such as whether something is visible, wait without a limit for a page whose script never returns.
 * Thread-safe.
 */
final class StandstillWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StandstillWatch.class);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "browser-standstill");
            thread.setDaemon(true);
            return thread;
          });

  /** Begins now. */
  Turn turn(BrowserProcess process, SourceAccount account, Duration most) {
    Turn turn = new Turn(process, account);
    turn.end = timer.schedule(turn, most.toMillis(), TimeUnit.MILLISECONDS);
    return turn;
  }

  /** The time of a browser at one account; closing it says that the account is done with. */
  static final class Turn implements Runnable, AutoCloseable {
    private final BrowserProcess process;
    private final SourceAccount account;
    private @Nullable Future<?> end;
    private volatile boolean over;

    private Turn(BrowserProcess process, SourceAccount account) {
      this.process = process;
      this.account = account;
    }

    @Override
    public void run() {
      over = true;
      LOG.warn("the browser of {} stood still and was ended", account);
      process.kill();
    }

    /** Whether the browser was ended. */
    boolean isOver() {
      return over;
    }

    @Override
    public void close() {
      if (end != null) {
        end.cancel(false);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
