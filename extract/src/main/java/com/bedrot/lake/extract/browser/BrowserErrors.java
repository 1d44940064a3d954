package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.Chromium;
import com.bedrot.lake.extract.resilience.SourceException;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What browsers and portals refuse, and how it says so. Playwright's own texts list what was typed:
 * none goes on but the name of the network's error.
 */
final class BrowserErrors {
  private static final Pattern NET = Pattern.compile("net::ERR_([A-Z_]+)");

  private BrowserErrors() {}

  static LakeException notStarted(Chromium chromium, PlaywrightException failed) {
    boolean screen = String.valueOf(failed.getMessage()).contains("XServer");
    return new SourceException(
        ErrorCode.BROWSER_FAILED,
        chromium.program()
            + (screen ? " cannot show a window: there is no screen" : " does not start"));
  }

  /** What a call that Playwright gave up means. */
  static LakeException of(String doing, PlaywrightException failed) {
    if (failed instanceof TimeoutError) {
      return new SourceException(ErrorCode.SOURCE_TIMEOUT, doing + " took too long");
    }
    Matcher net = NET.matcher(String.valueOf(failed.getMessage()));
    if (net.find()) {
      return net.group(1).equals("TIMED_OUT")
          ? new SourceException(ErrorCode.SOURCE_TIMEOUT, doing + " took too long")
          : new SourceException(ErrorCode.SOURCE_UNREACHABLE, doing + ": " + net.group(1));
    }
    return new SourceException(ErrorCode.BROWSER_FAILED, doing + ": the browser gave up");
  }

  static LakeException source(ErrorCode code, String why) {
    return new SourceException(code, why);
  }

  /** The same error, with where its traces lie. */
  static LakeException seen(LakeException error, Path traces) {
    String why = error.getMessage() + "; see " + traces;
    return error instanceof AuthenticationException
        ? new AuthenticationException(error.code(), why)
        : new SourceException(error.code(), why);
  }

  static LakeException layout(String selector, String page) {
    return new SourceException(
        ErrorCode.PORTAL_LAYOUT_CHANGED,
        page + " has nothing for the selector '" + selector + "' of the contract");
  }

  static LakeException person(ErrorCode code, String why) {
    return new AuthenticationException(code, why);
  }
}
