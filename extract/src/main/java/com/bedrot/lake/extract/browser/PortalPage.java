package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A portal's page, by the names of the contract's pages and selectors only. Every call may throw,
 * with screenshot, page and trace left behind: {@code PORTAL_LAYOUT_CHANGED} where a selector finds
 * nothing, {@code SESSION_EXPIRED} where the portal shows its login instead, {@code
 * PORTAL_BOT_CHECK}, {@code ADDRESS_REFUSED}, {@code SOURCE_TIMEOUT}, {@code SOURCE_UNREACHABLE},
 * {@code SOURCE_ERROR}, {@code BROWSER_FAILED}. For one thread.
 */
public final class PortalPage {
  /** Names of selectors every portal may have. */
  static final String CAPTCHA = "captcha";

  static final String PASSWORD = "password";
  private static final String LOGIN = "login";
  private static final String WEB = "web";

  private final SourceContext source;
  private final PortalFacts portal;
  private final ExtractSettings settings;
  private final PortalBrowser browser;
  private final Page page;
  private final HostGate gate;
  private final PageFailure failure;
  private final DownloadWatch downloads;
  private final AnswerWatch answers;
  private final DocumentAnswer document;
  private int depth;
  private boolean signingIn;

  PortalPage(
      SourceContext source,
      PortalBrowser browser,
      Page page,
      CDPSession wire,
      HostGate gate,
      PageFailure failure) {
    this.source = source;
    this.portal = source.portal();
    this.settings = source.settings().extract();
    this.browser = browser;
    this.page = page;
    this.gate = gate;
    this.failure = failure;
    this.downloads = new DownloadWatch(source, page, wire);
    this.answers = new AnswerWatch(page, settings.responseBytes());
    this.document = new DocumentAnswer(settings.responseBytes());
  }

  /** Goes to a page of the contract that needs a session. */
  public void go(String name, Map<String, String> values) {
    signingIn = false;
    attempt("page " + name, () -> visit(name, values));
    attempt("page " + name, this::refuseWalls);
  }

  public void go(String name) {
    go(name, Map.of());
  }

  /** As {@link #go(String, Map)}; false where the portal asks to sign in, which is no failure. */
  boolean reaches(String name, Map<String, String> values) {
    signingIn = false;
    attempt("page " + name, () -> visit(name, values));
    return attempt(
        "page " + name,
        () -> {
          refuseBotCheck();
          return !isLogin();
        });
  }

  /** Goes to the login page, which is no wall then. */
  void goToLogin() {
    signingIn = true;
    attempt("page login", () -> visit(LOGIN, Map.of()));
    attempt("page login", this::refuseBotCheck);
  }

  /** Goes to the login page; whatever it asks, a person answers. */
  void goToLoginForPerson() {
    attempt("page login", () -> visit(LOGIN, Map.of()));
  }

  /** The address of a page: of the origin of its own name where there is one, else of the web. */
  URI address(String name, Map<String, String> values) {
    String origin = portal.origins().containsKey(name) ? name : WEB;
    return source.guard().origin(origin).resolve(portal.page(name, values));
  }

  private void visit(String name, Map<String, String> values) {
    URI address = address(name, values);
    source.guard().check(address);
    source.budget().takeCall();
    document.keep(
        page.navigate(
            address.toString(),
            new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED)),
        name);
    if (document.isChallenge()) {
      throw botCheck();
    }
  }

  /** Waits until the selector finds something that is shown. */
  public void expect(String selector) {
    attempt("waiting for " + selector, () -> shown(selector));
  }

  public void click(String selector) {
    attempt("clicking " + selector, () -> shown(selector).click());
  }

  /** Types a text. */
  public void fill(String selector, String text) {
    attempt("filling " + selector, () -> shown(selector).fill(text));
  }

  /** Takes the option of a list that has that value. */
  public void choose(String selector, String value) {
    attempt("choosing in " + selector, () -> shown(selector).selectOption(value));
  }

  /** Types a secret; no error, log, trace or saved page shows it. */
  void fill(String selector, Secret text) {
    fill(selector, text.reveal());
  }

  /** The text of the first thing the selector finds. */
  public String text(String selector) {
    return attempt("reading " + selector, () -> shown(selector).innerText().strip());
  }

  /** The texts of all the selector finds, once one is there. */
  public List<String> texts(String selector) {
    return attempt(
        "reading " + selector,
        () -> {
          shown(selector);
          return page.locator(portal.selector(selector)).allInnerTexts();
        });
  }

  /** Whether the contract has that selector and it finds something shown, now. */
  public boolean shows(String selector) {
    return portal.selectors().containsKey(selector)
        && attempt(
            "looking for " + selector,
            () -> page.locator(portal.selector(selector)).first().isVisible());
  }

  /** The page that was gone to last, as the server sent it. */
  public byte[] document() {
    return attempt("reading the page", document::bytes);
  }

  /**
   * Clicks the selector's n-th match (0 for the first) and streams the download that follows to a
   * file of the name the portal gives.
   *
   * @throws LakeException besides the page's: {@code RESPONSE_TOO_BIG, RESPONSE_CUT,
   *     RESPONSE_EMPTY}
   */
  public Path download(String selector, int index) {
    return attempt(
        "downloading by " + selector,
        () -> {
          shown(selector);
          return downloads.after(page.locator(portal.selector(selector)).nth(index)::click);
        });
  }

  public Path download(String selector) {
    return download(selector, 0);
  }

  /**
   * Clicks and streams the download to a file, as {@link #download(String)}, where the portal may
   * prepare a large one first: it then shows {@code pending}, and {@code ready} to click once it is
   * made.
   *
   * @throws LakeException besides the download's: {@code REPORT_UNFINISHED} where it is not made in
   *     time
   */
  public Path downloadWhenReady(String selector, String pending, String ready, Duration longest) {
    return attempt(
        "downloading by " + selector,
        () -> {
          Locator button = shown(selector);
          DownloadWatch.Preparing portalMakes =
              new DownloadWatch.Preparing(
                  () -> found(pending), () -> found(ready), longest, this::refuseWalls);
          return downloads.after(button::click, portalMakes).orElseGet(() -> download(ready));
        });
  }

  /**
   * Does something and gathers the JSON answers of a call of the contract that follow, in order.
   *
   * @param call name among the contract's calls, filled with the values; its path is compared, and
   *     each parameter of its query
   * @param enough tells from what came so far that nothing more is waited for
   */
  public List<CapturedJson> capture(
      String call,
      Map<String, String> values,
      Runnable action,
      Predicate<List<CapturedJson>> enough) {
    return attempt(
        "waiting for the answers of " + call,
        () ->
            answers.gather(
                portal.call(call, values), action, enough, settings.browser().timeout()));
  }

  /** Makes sure that the page shows the account signed in; its session is kept then. */
  public void requireSignedIn() {
    expect(portal.session().signedIn());
    browser.sawSignedIn();
  }

  /** Runs it; a failure leaves its traces behind, once where calls are nested. */
  private <T> T attempt(String doing, Supplier<T> action) {
    if (depth == 0) {
      gate.reset();
    }
    depth++;
    try {
      return action.get();
    } catch (PlaywrightException failed) {
      throw browser.stoodStill()
          ? BrowserErrors.source(
              ErrorCode.SOURCE_TIMEOUT, doing + ": the page stood still, its browser was ended")
          : left(BrowserErrors.of(doing, failed));
    } catch (LakeException known) {
      throw left(known);
    } finally {
      depth--;
    }
  }

  private LakeException left(LakeException error) {
    return depth > 1 ? error : failure.leave(refusalOr(error));
  }

  private void attempt(String doing, Runnable action) {
    attempt(
        doing,
        () -> {
          action.run();
          return true;
        });
  }

  /** The error, with its traces left behind. */
  LakeException failed(LakeException error) {
    return failure.leave(error);
  }

  private LakeException refusalOr(LakeException otherwise) {
    LakeException refusal = gate.refusal();
    return refusal == null || otherwise.code() == ErrorCode.SESSION_EXPIRED ? otherwise : refusal;
  }

  private Locator shown(String selector) {
    Locator found = page.locator(portal.selector(selector)).first();
    try {
      found.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
      return found;
    } catch (TimeoutError absent) {
      refuseWalls();
      throw BrowserErrors.layout(selector, where());
    }
  }

  /** The page's address without what may be secret. */
  String where() {
    return page.url().replaceFirst("[?#].*", "");
  }

  private void refuseWalls() {
    refuseBotCheck();
    if (!signingIn && isLogin()) {
      throw BrowserErrors.person(
          browser.hadSession() ? ErrorCode.SESSION_EXPIRED : ErrorCode.SESSION_MISSING,
          where() + " asks to sign in");
    }
  }

  void refuseBotCheck() {
    if (found(CAPTCHA)) {
      throw botCheck();
    }
  }

  private LakeException botCheck() {
    return BrowserErrors.person(
        ErrorCode.PORTAL_BOT_CHECK, where() + " asks whether a person is there");
  }

  boolean isLogin() {
    boolean atLogin =
        portal.pages().containsKey(LOGIN)
            && page.url().startsWith(address(LOGIN, Map.of()).toString());
    return atLogin || found(PASSWORD);
  }

  private boolean found(String selector) {
    String text = portal.selectors().get(selector);
    return text != null && page.locator(text).first().isVisible();
  }

  PortalBrowser browser() {
    return browser;
  }

  /** The first of the selectors to be shown; empty where none is in time. */
  String firstShown(List<String> selectors, long millis) {
    return attempt(
        "waiting for one of " + selectors,
        () -> {
          try {
            page.waitForCondition(
                () -> selectors.stream().anyMatch(this::found),
                new Page.WaitForConditionOptions().setTimeout((double) millis));
          } catch (TimeoutError none) {
            return "";
          }
          return selectors.stream().filter(this::found).findFirst().orElse("");
        });
  }
}
