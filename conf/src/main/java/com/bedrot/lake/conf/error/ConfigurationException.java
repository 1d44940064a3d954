package com.bedrot.lake.conf.error;

import org.jspecify.annotations.Nullable;

/** Settings, contracts or arguments are wrong. */
public class ConfigurationException extends LakeException {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(ErrorCode code, String message) {
    super(code, message);
  }

  public ConfigurationException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
