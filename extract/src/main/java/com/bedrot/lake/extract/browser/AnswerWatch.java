package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Gathers the JSON answers a page receives, with what it had asked, in the order they come whole.
 * What a call is refused with is gathered too; something else under a status of success ends the
 * gathering. An answer that begins and never ends is none: Playwright would wait for its body
 * without a limit.
 */
final class AnswerWatch {
  private static final Pattern LOGIN = Pattern.compile("type=[\"']?password");

  private final Page page;
  private final long mostBytes;

  AnswerWatch(Page page, long mostBytes) {
    this.page = page;
    this.mostBytes = mostBytes;
  }

  List<CapturedJson> gather(
      String call, Runnable action, Predicate<List<CapturedJson>> enough, Duration deadline) {
    Deque<Response> whole = new ArrayDeque<>();
    Map<Request, Response> begun = new HashMap<>();
    List<CapturedJson> gathered = new ArrayList<>();
    Consumer<Response> begins =
        response -> {
          if (isWanted(response, call)) {
            if (response.ok()) {
              begun.put(response.request(), response);
            } else {
              whole.add(response);
            }
          }
        };
    Consumer<Request> ends =
        request -> Optional.ofNullable(begun.remove(request)).ifPresent(whole::add);
    page.onResponse(begins);
    page.onRequestFinished(ends);
    try {
      action.run();
      page.waitForCondition(
          () -> {
            while (!whole.isEmpty()) {
              read(whole.remove()).ifPresent(gathered::add);
            }
            return enough.test(List.copyOf(gathered));
          },
          new Page.WaitForConditionOptions().setTimeout((double) deadline.toMillis()));
      return List.copyOf(gathered);
    } finally {
      page.offResponse(begins);
      page.offRequestFinished(ends);
    }
  }

  private static boolean isWanted(Response response, String call) {
    String url = response.url().replaceFirst("#.*", "");
    boolean asked = !response.request().method().equals("OPTIONS");
    boolean leads = response.status() >= 300 && response.status() < 400;
    return asked
        && !leads
        && path(call).equals(URI.create(path(url)).getRawPath())
        && parameters(url).containsAll(parameters(call));
  }

  private static void requireJson(Response response, byte[] body) {
    String type = response.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (!response.ok() || type.contains("json")) {
      return;
    }
    if (LOGIN.matcher(new String(body, StandardCharsets.ISO_8859_1)).find()) {
      throw BrowserErrors.person(
          ErrorCode.SESSION_EXPIRED, path(response.url()) + " answers with a login page");
    }
    throw BrowserErrors.source(
        ErrorCode.RESPONSE_UNEXPECTED,
        path(response.url()) + " answers with something else than JSON (" + type + ")");
  }

  private static String path(String url) {
    return url.replaceFirst("\\?.*", "");
  }

  private static Set<String> parameters(String url) {
    int query = url.indexOf('?');
    return query < 0 ? Set.of() : new HashSet<>(List.of(url.substring(query + 1).split("&")));
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
    requireJson(response, body);
    return Optional.of(
        new CapturedJson(
            response.url().replaceFirst("[?#].*", ""),
            response.status(),
            Objects.requireNonNullElse(response.request().postData(), ""),
            body));
  }
}
