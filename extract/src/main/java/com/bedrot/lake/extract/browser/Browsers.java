package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.Chromium;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.session.SessionLease;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Opens browsers, no more at once than the settings allow. Each account has a context and a session
 * of its own, used by one thread; a process that has nothing left of one account serves the next.
 * Thread-safe.
 */
public final class Browsers implements AutoCloseable {
  private final Semaphore free;
  private final StandstillWatch watch = new StandstillWatch();
  private final Deque<BrowserProcess> idle = new ArrayDeque<>();

  public Browsers(ExtractSettings.Browser settings) {
    this.free = new Semaphore(settings.most(), true);
  }

  /** The ones all accounts of a run share. */
  public static Browsers of(SourceContext context) {
    return context
        .shared()
        .get(Browsers.class, () -> new Browsers(context.settings().extract().browser()));
  }

  /**
   * Opens the browser of an account with its session; waits until one is free. Closing it keeps the
   * session, where a page showed that the account is signed in.
   *
   * @throws LakeException {@code SESSION_BUSY, BROWSER_MISSING, BROWSER_FAILED}, or why the session
   *     cannot be opened
   */
  public PortalBrowser open(SourceContext context) {
    return open(context, context.settings().extract().browser().headed());
  }

  /** As {@link #open(SourceContext)}, with its windows shown. */
  public PortalBrowser openHeaded(SourceContext context) {
    return open(context, true);
  }

  private PortalBrowser open(SourceContext context, boolean headed) {
    LakeSettings settings = context.settings();
    Chromium chromium = Chromium.require(settings.extract().browser().chromium());
    take();
    SessionLease lease = null;
    BrowserProcess process = null;
    StandstillWatch.Turn turn = null;
    PortalBrowser opened = null;
    try {
      SourceAccount account = SourceAccount.of(context);
      lease = SessionStore.of(settings).lease(account);
      process = process(context, chromium, headed);
      turn = watch.turn(process, account, longest(context));
      opened = new PortalBrowser(context, process, lease, turn, this::takeBack, headed);
      return opened;
    } finally {
      if (opened == null) {
        if (turn != null) {
          turn.close();
        }
        if (lease != null) {
          lease.close();
        }
        takeBack(process, false);
      }
    }
  }

  /** What is left of the run's time, and as much again as a page may take, to end by itself. */
  private static Duration longest(SourceContext context) {
    return context.budget().remaining().plus(context.settings().extract().browser().timeout());
  }

  private BrowserProcess process(SourceContext context, Chromium chromium, boolean headed) {
    BrowserProcess kept = kept();
    if (kept != null && kept.serves(headed)) {
      return kept;
    }
    if (kept != null) {
      kept.close();
    }
    return new BrowserProcess(
        context.settings().extract().browser(), chromium, headed, context.shared().newFolder());
  }

  private synchronized @Nullable BrowserProcess kept() {
    return idle.poll();
  }

  private void takeBack(@Nullable BrowserProcess process, boolean left) {
    if (left && process != null) {
      keep(process);
    } else if (process != null) {
      process.close();
    }
    free.release();
  }

  private synchronized void keep(BrowserProcess process) {
    idle.push(process);
  }

  private void take() {
    try {
      free.acquire();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while waiting for a browser");
    }
  }

  @Override
  public void close() {
    free.drainPermits();
    watch.close();
    for (BrowserProcess kept = kept(); kept != null; kept = kept()) {
      kept.close();
    }
  }
}
