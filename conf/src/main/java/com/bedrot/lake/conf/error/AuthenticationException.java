package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** A source refused the session or credentials. */
public class AuthenticationException extends LakeException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(ErrorCode code, String message) {
    super(code, message);
  }

  public AuthenticationException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
