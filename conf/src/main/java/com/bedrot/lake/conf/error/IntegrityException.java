package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** An equation over rows, money or hashes does not hold. */
public class IntegrityException extends LakeException {
  private static final long serialVersionUID = 1L;

  public IntegrityException(ErrorCode code, String message) {
    super(code, message);
  }

  public IntegrityException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
