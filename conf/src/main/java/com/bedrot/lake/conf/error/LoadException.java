package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** The warehouse could not be loaded. */
public class LoadException extends LakeException {
  private static final long serialVersionUID = 1L;

  public LoadException(ErrorCode code, String message) {
    super(code, message);
  }

  public LoadException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
