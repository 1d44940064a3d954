package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.resilience.RetryAfter;
import com.bedrot.lake.extract.resilience.SourceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells an answer that is data from everything else a server may send. */
final class AnswerCheck {
  private static final int SNIFFED = 4096;
  private static final Pattern LOGIN =
      Pattern.compile("type=[\"']?password|log ?in|sign ?in|anmelden|<form[^>]+(login|signin)");

  private AnswerCheck() {}

  /** The error of an answer, by status first, then by what it holds; empty for data. */
  static Optional<SourceException> refuse(Answer answer, Call.Expected expected, Instant now) {
    int status = answer.status();
    if (status == 429) {
      return error(ErrorCode.SOURCE_THROTTLED, answer, "429", retryAfter(answer, now));
    }
    if (status >= 500) {
      return error(ErrorCode.SOURCE_ERROR, answer, "status " + status, retryAfter(answer, now));
    }
    if (status == 401) {
      return error(ErrorCode.CREDENTIAL_REFUSED, answer, "status 401", null);
    }
    if (status == 408 || status == 425) {
      return error(ErrorCode.SOURCE_TIMEOUT, answer, "status " + status, null);
    }
    if (status < 200 || status >= 300) {
      return error(ErrorCode.REQUEST_REFUSED, answer, "status " + status, null);
    }
    return expected == Call.Expected.NOTHING ? Optional.empty() : content(answer, expected);
  }

  private static Optional<SourceException> content(Answer answer, Call.Expected expected) {
    if (answer.bytes() == 0) {
      return error(ErrorCode.RESPONSE_EMPTY, answer, "status " + answer.status(), null);
    }
    String head = head(answer);
    boolean page = isPage(answer, head);
    if (page && LOGIN.matcher(head).find()) {
      boolean wanted = expected == Call.Expected.HTML && !head.contains("password");
      return wanted
          ? Optional.empty()
          : error(ErrorCode.RESPONSE_LOGIN_PAGE, answer, "a page that asks to log in", null);
    }
    boolean asPage = page || answer.mediaType().equals("text/html");
    if (asPage != (expected == Call.Expected.HTML)) {
      return error(ErrorCode.RESPONSE_UNEXPECTED, answer, wrong(answer, asPage), null);
    }
    if (expected == Call.Expected.JSON && answer.file() == null && answer.tryJson().isEmpty()) {
      boolean begun = head.stripLeading().startsWith("{") || head.stripLeading().startsWith("[");
      return begun
          ? error(ErrorCode.RESPONSE_CUT, answer, "the JSON is not whole", null)
          : error(ErrorCode.RESPONSE_UNEXPECTED, answer, wrong(answer, false), null);
    }
    return Optional.empty();
  }

  private static String wrong(Answer answer, boolean page) {
    String type = answer.mediaType().isEmpty() ? "" : " (" + answer.mediaType() + ")";
    return page
        ? "a web page" + type + " came instead of data"
        : "something else" + type + " came instead of what was asked for";
  }

  private static String head(Answer answer) {
    int length = Math.min(SNIFFED, answer.body().length);
    return new String(answer.body(), 0, length, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isPage(Answer answer, String head) {
    String start = head.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    return start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || (start.startsWith("<") && answer.mediaType().equals("text/html"));
  }

  private static @Nullable Duration retryAfter(Answer answer, Instant now) {
    return answer.header("Retry-After").flatMap(h -> RetryAfter.parse(h, now)).orElse(null);
  }

  private static Optional<SourceException> error(
      ErrorCode code, Answer answer, String why, @Nullable Duration retryAfter) {
    String wait = retryAfter == null ? "" : ", asks to wait " + retryAfter.toSeconds() + " s";
    return Optional.of(
        new SourceException(code, answer.shown() + ": " + why + wait, retryAfter, null));
  }
}
