package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.Masking;
import com.bedrot.lake.extract.session.PrivateFiles;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves behind what a person needs to see why a page failed: a screenshot with every form field
 * covered, the page without form values, scripts and tokens, and the trace without headers, bodies
 * and typed texts.
 */
final class PageFailure {
  private static final Logger LOG = LoggerFactory.getLogger(PageFailure.class);
  private static final String FIELDS = "input, textarea, select, [contenteditable]";
  private static final String REDACTED_PAGE = script();

  private final Page page;
  private final BrowserContext context;
  private final FailureFolder folder;
  private final boolean traced;
  private boolean traceLeft;

  PageFailure(Page page, BrowserContext context, FailureFolder folder, boolean traced) {
    this.page = page;
    this.context = context;
    this.folder = folder;
    this.traced = traced;
  }

  private static String script() {
    try (InputStream script = PageFailure.class.getResourceAsStream("redacted-page.js")) {
      if (script == null) {
        throw new IllegalStateException("redacted-page.js is not beside its class");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The error with the folder in its text; the same one where nothing could be left. */
  LakeException leave(LakeException error) {
    try {
      Path place = folder.next();
      leavePage(place);
      if (traced && !traceLeft) {
        traceLeft = true;
        leaveTrace(place);
      }
      return BrowserErrors.seen(error, place);
    } catch (IOException | PlaywrightException gone) {
      LOG.warn("the failure left no traces: {}", gone.getClass().getSimpleName());
      return error;
    }
  }

  private void leavePage(Path place) throws IOException {
    byte[] picture =
        page.screenshot(
            new Page.ScreenshotOptions().setMask(List.of(page.locator(FIELDS))).setFullPage(false));
    Files.write(PrivateFiles.file(place.resolve("screenshot.png")), picture);
    String html = String.valueOf(page.evaluate(REDACTED_PAGE));
    Files.writeString(PrivateFiles.file(place.resolve("page.html")), Masking.mask(html));
  }

  private void leaveTrace(Path place) throws IOException {
    Path raw = PrivateFiles.file(place.resolve("trace.raw"));
    try {
      context.tracing().stop(new Tracing.StopOptions().setPath(raw));
      TraceRedaction.copy(raw, PrivateFiles.file(place.resolve("trace.zip")));
    } finally {
      Files.deleteIfExists(raw);
    }
  }
}
