package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.http.AddressGuard;
import com.bedrot.lake.extract.resilience.SourceException;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Follows the downloads of a page: Chromium streams them to disk and tells how far it is, so that
 * one can be ended at a size or a time whether bytes come or not.
 */
final class DownloadWatch {
  private final Page page;
  private long received;
  private boolean ended;
  private boolean cut;

  DownloadWatch(Page page, CDPSession wire) {
    this.page = page;
    wire.on("Page.downloadWillBegin", begun -> reset());
    wire.on("Page.downloadProgress", this::note);
    wire.send("Page.enable");
  }

  private void reset() {
    received = 0;
    ended = false;
    cut = false;
  }

  private void note(JsonObject progress) {
    received = Math.max(received, progress.get("receivedBytes").getAsLong());
    String state = progress.get("state").getAsString();
    ended = !state.equals("inProgress");
    cut = state.equals("canceled");
  }

  /**
   * Moves a download to its place once it is whole.
   *
   * @throws SourceException {@code ADDRESS_REFUSED, RESPONSE_TOO_BIG, SOURCE_TIMEOUT, RESPONSE_CUT,
   *     RESPONSE_EMPTY}; nothing is there then
   */
  void take(Download download, AddressGuard guard, Path target, long mostBytes, Duration deadline)
      throws IOException {
    if (!download.url().startsWith("blob:") && !download.url().startsWith("data:")) {
      guard.check(URI.create(download.url()));
    }
    boolean whole = false;
    try {
      page.waitForCondition(
          () -> ended || received > mostBytes,
          new Page.WaitForConditionOptions().setTimeout((double) deadline.toMillis()));
      whole = ended && !cut;
    } catch (TimeoutError late) {
      throw new SourceException(
          ErrorCode.SOURCE_TIMEOUT,
          "a download was not whole after " + deadline.toSeconds() + " s, " + received + " bytes");
    } finally {
      if (!whole) {
        download.cancel();
      }
    }
    if (received > mostBytes) {
      throw new SourceException(
          ErrorCode.RESPONSE_TOO_BIG, "a download is over " + mostBytes + " bytes");
    }
    if (cut || download.failure() != null) {
      throw new SourceException(
          ErrorCode.RESPONSE_CUT, "a download ended after " + received + " bytes");
    }
    if (Files.size(download.path()) == 0) {
      throw new SourceException(ErrorCode.RESPONSE_EMPTY, "a download has no bytes");
    }
    Files.move(download.path(), target, StandardCopyOption.REPLACE_EXISTING);
  }
}
