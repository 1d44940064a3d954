package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import org.jspecify.annotations.Nullable;

/** What the server answered for the page that was gone to last. */
final class DocumentAnswer {
  private final long mostBytes;
  private @Nullable Response last;

  DocumentAnswer(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Keeps it.
   *
   * @param response null where the address was that of the page before
   * @param name of the page among the contract's
   * @throws LakeException {@code SOURCE_THROTTLED, SOURCE_ERROR}
   */
  void keep(@Nullable Response response, String name) {
    last = response;
    if (response == null || isChallenge()) {
      return;
    }
    if (response.status() == 429) {
      throw BrowserErrors.source(ErrorCode.SOURCE_THROTTLED, "page " + name + " answers 429");
    }
    if (response.status() >= 500) {
      throw BrowserErrors.source(
          ErrorCode.SOURCE_ERROR, "page " + name + " answers " + response.status());
    }
  }

  /** Whether a guard before the server asks for a person. */
  boolean isChallenge() {
    return last != null && "challenge".equals(last.headers().get("cf-mitigated"));
  }

  /**
   * Its bytes, as the server sent them, whatever scripts made of the page since.
   *
   * @throws LakeException {@code RESPONSE_CUT, RESPONSE_TOO_BIG}
   */
  byte[] bytes() {
    if (last == null) {
      throw new IllegalStateException("no page was gone to");
    }
    byte[] body;
    try {
      body = last.body();
    } catch (PlaywrightException cut) {
      throw BrowserErrors.source(ErrorCode.RESPONSE_CUT, "the page did not come whole");
    }
    if (body.length > mostBytes) {
      throw BrowserErrors.source(
          ErrorCode.RESPONSE_TOO_BIG, "the page is over " + mostBytes + " bytes");
    }
    return body;
  }
}
