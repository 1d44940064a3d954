package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionLease;
import com.bedrot.lake.extract.session.SessionState;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The browser of one account: a context of its own, started with the account's session. For one
 * thread. Closing it keeps the session, where a page showed that the account is signed in, so that
 * cookies roll on; a session that was lost never replaces the one kept.
 */
public final class PortalBrowser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortalBrowser.class);

  private final SourceContext source;
  private final SessionLease lease;
  private final StandstillWatch.Turn turn;
  private final WhenClosed whenClosed;
  private final Optional<AccountSession> before;
  private final BrowserProcess process;
  private final BrowserContext context;
  private final PortalPage page;
  private boolean signedIn;
  private boolean opened;

  /** Takes the process back. */
  interface WhenClosed {
    /** Told whether nothing of the account is left in it. */
    void done(BrowserProcess process, boolean left);
  }

  /** Whoever called has the lease, the process and its turn until it is made. */
  PortalBrowser(
      SourceContext source,
      BrowserProcess process,
      SessionLease lease,
      StandstillWatch.Turn turn,
      WhenClosed whenClosed,
      boolean headed) {
    this.source = source;
    this.process = process;
    this.lease = lease;
    this.turn = turn;
    this.whenClosed = whenClosed;
    this.before = lease.session();
    ExtractSettings.Browser settings = source.settings().extract().browser();
    try {
      this.context =
          process.context(before.map(session -> session.state().playwrightJson()), settings);
      if (settings.trace()) {
        context.tracing().start(new Tracing.StartOptions());
      }
      HostGate gate = new HostGate(source.guard(), headed);
      Page first = context.newPage();
      CDPSession wire = gate.watch(context, first);
      gate.watch(context);
      FailureFolder failures =
          new FailureFolder(source.settings().home(), source.run(), lease.account());
      failures.removeOld();
      PageFailure failure = new PageFailure(first, context, failures, settings.trace());
      this.page = new PortalPage(source, this, first, wire, gate, failure);
    } catch (PlaywrightException failed) {
      throw BrowserErrors.of("opening a page", failed);
    }
  }

  /** The one page all is done in. */
  public PortalPage page() {
    return page;
  }

  /** Whether there was a session to start with, or the account has signed in since. */
  public boolean hadSession() {
    return before.isPresent() || signedIn;
  }

  /** Notes that a page shows the account signed in: its session is kept from now on. */
  void sawSignedIn() {
    signedIn = true;
  }

  /** Notes that the account signed in anew. */
  void sawNewLogin() {
    opened = true;
  }

  /** Whether it was ended because it stood still. */
  boolean stoodStill() {
    return turn.isOver();
  }

  /** Keeps the session as it stands now. */
  void keepSession() {
    Instant now = source.now();
    SessionState state = SessionState.parse(context.storageState());
    AccountSession session =
        before
            .map(kept -> opened ? kept.reopened(state, now) : kept.rolledOn(state, now))
            .orElseGet(() -> AccountSession.opened(state, now));
    lease.save(session);
  }

  @Override
  public void close() {
    try {
      if (signedIn) {
        keepSession();
      }
    } catch (PlaywrightException gone) {
      LOG.warn("the session of {} did not roll on: the browser is gone", lease.account());
    } finally {
      end();
    }
  }

  private void end() {
    boolean left = false;
    try {
      context.close();
      left = true;
    } catch (PlaywrightException gone) {
      LOG.debug("the browser had ended before");
    } finally {
      turn.close();
      lease.close();
      whenClosed.done(process, left);
    }
  }
}
