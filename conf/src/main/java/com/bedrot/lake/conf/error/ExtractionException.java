package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** A source could not be read. */
public class ExtractionException extends LakeException {
  private static final long serialVersionUID = 1L;

  public ExtractionException(ErrorCode code, String message) {
    super(code, message);
  }

  public ExtractionException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
