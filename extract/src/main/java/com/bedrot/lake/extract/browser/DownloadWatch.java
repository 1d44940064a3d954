package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.zone.SafeName;
import com.bedrot.lake.extract.SourceContext;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Follows the downloads of a page: Chromium streams them to disk and tells how far it is, so that
 * one can be ended at a size or a time whether bytes come or not.
 */
final class DownloadWatch {
  /**
   * A portal that may make a large file first.
   *
   * @param pending whether the page says that it is being made
   * @param ready whether the page offers it
   * @param longest how long it may take
   * @param late called where it took longer; may refuse what the page shows instead
   */
  record Preparing(
      BooleanSupplier pending, BooleanSupplier ready, Duration longest, Runnable late) {}

  private final SourceContext source;
  private final ExtractSettings settings;
  private final Page page;
  private long received;
  private boolean ended;
  private boolean cut;

  DownloadWatch(SourceContext source, Page page, CDPSession wire) {
    this.source = source;
    this.settings = source.settings().extract();
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

  /** Does something and keeps the download that follows, under the name the portal gives. */
  Path after(Runnable action) {
    return kept(
        page.waitForDownload(
            new Page.WaitForDownloadOptions()
                .setTimeout((double) settings.browser().timeout().toMillis()),
            action));
  }

  /**
   * As {@link #after(Runnable)}; empty where the portal made the file first and offers it now.
   *
   * @throws SourceException besides the download's: {@code REPORT_UNFINISHED}
   */
  Optional<Path> after(Runnable action, Preparing portal) {
    Deque<Download> begun = new ArrayDeque<>();
    Consumer<Download> listener = begun::add;
    page.onDownload(listener);
    try {
      action.run();
      BooleanSupplier answered =
          () -> portal.pending().getAsBoolean() || portal.ready().getAsBoolean();
      await(() -> !begun.isEmpty() || answered.getAsBoolean(), settings.browser().timeout());
      awaitMade(() -> !begun.isEmpty() || portal.ready().getAsBoolean(), portal);
    } finally {
      page.offDownload(listener);
    }
    return Optional.ofNullable(begun.poll()).map(this::kept);
  }

  private void awaitMade(BooleanSupplier made, Preparing portal) {
    try {
      await(made, portal.longest());
    } catch (TimeoutError late) {
      portal.late().run();
      throw new SourceException(
          ErrorCode.REPORT_UNFINISHED,
          "the portal did not make its file within " + portal.longest().toSeconds() + " s");
    }
  }

  private void await(BooleanSupplier condition, Duration deadline) {
    page.waitForCondition(
        condition, new Page.WaitForConditionOptions().setTimeout((double) deadline.toMillis()));
  }

  private Path kept(Download download) {
    String name = SafeName.normalised(download.suggestedFilename());
    if (SafeName.problem(name).isPresent()) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "a download has the name " + SafeName.shown(name));
    }
    Path target = source.newFile(name);
    try {
      take(download, target);
      return target;
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "cannot keep a download: " + e.getClass().getSimpleName(), e);
    }
  }

  /**
   * Moves a download to its place once it is whole.
   *
   * @throws SourceException {@code ADDRESS_REFUSED, RESPONSE_TOO_BIG, SOURCE_TIMEOUT, RESPONSE_CUT,
   *     RESPONSE_EMPTY}; nothing is there then
   */
  private void take(Download download, Path target) throws IOException {
    long mostBytes = settings.downloadBytes();
    Duration deadline = settings.browser().timeout();
    if (!download.url().startsWith("blob:") && !download.url().startsWith("data:")) {
      source.guard().check(URI.create(download.url()));
    }
    boolean whole = false;
    try {
      await(() -> ended || received > mostBytes, deadline);
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
