package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.resilience.Retrying;
import com.bedrot.lake.extract.session.Credentials;
import com.bedrot.lake.extract.session.SessionRenewal;
import com.bedrot.lake.extract.session.SourceAccount;
import java.util.Map;

/** Opens and renews the session of an account, as its contract says. */
public final class PortalVisit {
  private static final int ATTEMPTS = 3;

  private final SourceContext source;
  private final Browsers browsers;

  public PortalVisit(SourceContext source, Browsers browsers) {
    this.source = source;
    this.browsers = browsers;
  }

  /** Signs in with the account's credentials, in a browser nobody sees. */
  public void signIn(Credentials credentials) {
    try (PortalBrowser browser = browsers.open(source)) {
      new PortalLogin(source, browser.page()).signIn(credentials);
    }
  }

  /** Shows the login page and waits for a person. */
  public void awaitPerson() {
    try (PortalBrowser browser = browsers.openHeaded(source)) {
      new PortalLogin(source, browser.page()).awaitPerson();
    }
  }

  /**
   * Renews the session by the contract's strategy, three attempts at most.
   *
   * @throws com.bedrot.lake.conf.error.LakeException {@code SESSION_MISSING,
   *     SESSION_NOT_REFRESHABLE}, or the last attempt's
   */
  public void refresh() {
    ExtractSettings.Retry settings = source.settings().extract().retry();
    new Retrying(
            "session",
            new ExtractSettings.Retry(ATTEMPTS, settings.firstWait(), settings.deadline()),
            source.run().clock(),
            source.sleeper())
        .call("renewing the session of " + account(), this::refreshOnce);
  }

  private boolean refreshOnce() {
    String strategy = source.portal().session().strategy();
    switch (strategy) {
      case "visit" -> visit();
      case "none" ->
          throw new AuthenticationException(
              ErrorCode.SESSION_NOT_REFRESHABLE, source.source() + " has no way to renew it");
      default -> SessionRenewal.renew(source.callingOnce());
    }
    return true;
  }

  private void visit() {
    try (PortalBrowser browser = browsers.open(source)) {
      if (!browser.hadSession() && Credentials.of(source.secrets()).isEmpty()) {
        throw missing();
      }
      new PortalLogin(source, browser.page()).enter(landingPage(source.portal()), Map.of());
    }
  }

  /** The page {@code home}, else the first by name that needs nothing filled in. */
  static String landingPage(PortalFacts portal) {
    return portal.pages().containsKey("home")
        ? "home"
        : portal.pages().entrySet().stream()
            .filter(page -> !page.getKey().equals("login") && !page.getValue().contains("{"))
            .map(Map.Entry::getKey)
            .sorted()
            .findFirst()
            .orElse("login");
  }

  private SourceAccount account() {
    return SourceAccount.of(source);
  }

  private AuthenticationException missing() {
    return new AuthenticationException(ErrorCode.SESSION_MISSING, account() + " never signed in");
  }
}
