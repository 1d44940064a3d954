package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** A hop between zones failed. */
public class TransformationException extends LakeException {
  private static final long serialVersionUID = 1L;

  public TransformationException(ErrorCode code, String message) {
    super(code, message);
  }

  public TransformationException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
