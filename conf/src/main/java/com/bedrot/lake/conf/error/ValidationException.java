package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** Data broke a rule. */
public class ValidationException extends LakeException {
  private static final long serialVersionUID = 1L;

  public ValidationException(ErrorCode code, String message) {
    super(code, message);
  }

  public ValidationException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
