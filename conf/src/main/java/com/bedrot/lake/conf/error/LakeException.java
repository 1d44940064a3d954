package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/**
 * An error with a stable {@link ErrorCode}; the code fixes the reaction, the exit status and the
 * way out. Serializable: executors raise some of them.
 */
public class LakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final @Nullable String source;
  private final @Nullable String account;

  public LakeException(ErrorCode code, String message) {
    this(code, message, null, null, null);
  }

  public LakeException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, null, null, cause);
  }

  public LakeException(
      ErrorCode code,
      String message,
      @Nullable String source,
      @Nullable String account,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.source = source;
    this.account = account;
  }

  public ErrorCode code() {
    return code;
  }

  /** The source it happened in, or null where it belongs to none. */
  public @Nullable String source() {
    return source;
  }

  public @Nullable String account() {
    return account;
  }
}
