package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExtractionException;
import com.bedrot.lake.conf.settings.Masking;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source could not be read, and how long it asks to be left alone. Its text holds no secret. */
public final class SourceException extends ExtractionException {
  private static final long serialVersionUID = 1L;
  private final @Nullable Duration retryAfter;

  public SourceException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public SourceException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, null, cause);
  }

  /**
   * @param retryAfter how long the source asks to wait, or null where it does not say
   * @param cause kept for its type and place only where its own text can hold no secret
   */
  public SourceException(
      ErrorCode code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(code, Masking.mask(message), cause);
    this.retryAfter = retryAfter;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
