package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Gathers the JSON answers a page receives, with what it had asked. */
final class AnswerWatch {
  private final Page page;
  private final long mostBytes;

  AnswerWatch(Page page, long mostBytes) {
    this.page = page;
    this.mostBytes = mostBytes;
  }

  List<CapturedJson> gather(
      String path, Runnable action, Predicate<List<CapturedJson>> enough, Duration deadline) {
    Deque<Response> waiting = new ArrayDeque<>();
    List<CapturedJson> gathered = new ArrayList<>();
    Consumer<Response> listener =
        response -> {
          if (isWanted(response, path)) {
            waiting.add(response);
          }
        };
    page.onResponse(listener);
    try {
      action.run();
      page.waitForCondition(
          () -> {
            while (!waiting.isEmpty()) {
              read(waiting.remove()).ifPresent(gathered::add);
            }
            return enough.test(List.copyOf(gathered));
          },
          new Page.WaitForConditionOptions().setTimeout((double) deadline.toMillis()));
      return List.copyOf(gathered);
    } finally {
      page.offResponse(listener);
    }
  }

  private static boolean isWanted(Response response, String path) {
    String type = response.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    return type.contains("json")
        && path.equals(URI.create(response.url().replaceFirst("[?#].*", "")).getPath());
  }

  /**
   * A page that is refused may leave at once, and what it was told is gone by then; so is what the
   * page before it had asked for, which nobody waits for.
   */
  private Optional<CapturedJson> read(Response response) {
    byte[] body;
    try {
      body = response.ok() ? response.body() : new byte[0];
    } catch (PlaywrightException left) {
      return Optional.empty();
    }
    if (body.length > mostBytes) {
      throw BrowserErrors.source(
          ErrorCode.RESPONSE_TOO_BIG, "an answer is over " + mostBytes + " bytes");
    }
    return Optional.of(
        new CapturedJson(
            response.url().replaceFirst("[?#].*", ""),
            response.status(),
            Objects.requireNonNullElse(response.request().postData(), ""),
            body));
  }
}
