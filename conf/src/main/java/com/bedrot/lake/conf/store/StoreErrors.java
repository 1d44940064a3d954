package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import java.util.NoSuchElementException;

/** Every error a store gives, in one place. */
final class StoreErrors {
  private StoreErrors() {}

  static ConnectionException local(String action, String where, IOException cause) {
    ErrorCode code = ErrorCode.STORE_UNREACHABLE;
    if (isFull(cause)) {
      code = ErrorCode.STORE_FULL;
    } else if (cause instanceof AccessDeniedException) {
      code = ErrorCode.STORE_DENIED;
    }
    return new ConnectionException(
        code, "cannot " + action + " " + where + ": " + reason(cause), cause);
  }

  static ConnectionException remote(
      ErrorCode code, String action, String where, String reason, Throwable cause) {
    return new ConnectionException(code, "cannot " + action + " " + where + ": " + reason, cause);
  }

  static NoSuchElementException absent(String where) {
    return new NoSuchElementException("no object " + where);
  }

  /** The operating system says so only in words; the JDK gives no type for it. */
  static boolean isFull(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("disk quota exceeded")
        || message.contains("not enough space");
  }

  private static String reason(IOException cause) {
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + " " + cause.getMessage();
  }
}
