package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ValidationException;

/** A file that no reader may go on with; its code and message become the file's verdict. */
public final class BrokenFileException extends ValidationException {
  private static final long serialVersionUID = 1L;

  public BrokenFileException(ErrorCode code, String message) {
    super(code, message);
  }

  /** The verdict. */
  public BrokenRule rule() {
    return new BrokenRule(code().name(), String.valueOf(getMessage()));
  }
}
