package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.extract.resilience.SourceException;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a failed exchange means. */
final class TransportErrors {
  private TransportErrors() {}

  /**
   * The error of an exchange.
   *
   * @param begun whether the answer's head had come
   */
  static RuntimeException of(
      Call call, @Nullable Throwable cause, boolean begun, Duration timeout) {
    Throwable root = known(cause);
    if (root instanceof LakeException known) {
      return known;
    }
    if (root instanceof HttpConnectTimeoutException) {
      return new SourceException(
          ErrorCode.SOURCE_UNREACHABLE, call.shown() + ": no connection in time", root);
    }
    if (root instanceof HttpTimeoutException) {
      return silent(call, timeout);
    }
    if (root instanceof IOException) {
      return begun
          ? new SourceException(
              ErrorCode.RESPONSE_CUT, call.shown() + ": the answer ends early", root)
          : new SourceException(
              ErrorCode.SOURCE_UNREACHABLE,
              call.shown() + ": " + root.getClass().getSimpleName(),
              root);
    }
    return new IllegalStateException(call.shown(), root);
  }

  /** Our own error where one lies below, else the cause. */
  private static @Nullable Throwable known(@Nullable Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof LakeException) {
        return at;
      }
    }
    return cause;
  }

  static SourceException silent(Call call, Duration timeout) {
    return new SourceException(
        ErrorCode.SOURCE_TIMEOUT,
        call.shown() + ": nothing came for " + timeout.toMillis() + " ms");
  }

  static SourceException late(Call call) {
    return new SourceException(
        ErrorCode.BUDGET_SPENT, call.shown() + ": the time of this run is used up");
  }
}
