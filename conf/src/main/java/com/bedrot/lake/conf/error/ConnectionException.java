package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** A store or server could not be reached. */
public class ConnectionException extends LakeException {
  private static final long serialVersionUID = 1L;

  public ConnectionException(ErrorCode code, String message) {
    super(code, message);
  }

  public ConnectionException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
