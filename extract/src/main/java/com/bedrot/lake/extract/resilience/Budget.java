package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What one run may still spend on one source, over all its accounts. Thread-safe. */
public final class Budget {
  private final String source;
  private final ExtractSettings.Budget most;
  private final Clock clock;
  private final Instant end;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** Begins now. */
  public Budget(String source, ExtractSettings.Budget most, Clock clock) {
    this.source = source;
    this.most = most;
    this.clock = clock;
    this.end = clock.instant().plus(most.time());
  }

  /**
   * Takes one call.
   *
   * @throws SourceException {@code BUDGET_SPENT}
   */
  public void takeCall() {
    if (remaining().isZero()) {
      throw spent(most.time().toSeconds() + " seconds");
    }
    if (calls.incrementAndGet() > most.calls()) {
      throw spent(most.calls() + " calls");
    }
    takeBytes(0);
  }

  /**
   * Takes bytes that were received.
   *
   * @throws SourceException {@code BUDGET_SPENT}
   */
  public void takeBytes(long count) {
    if (bytes.addAndGet(count) > most.bytes()) {
      throw spent(most.bytes() + " bytes");
    }
  }

  /** Bytes that may still come. */
  public long remainingBytes() {
    return Math.max(0, most.bytes() - bytes.get());
  }

  /** Time that is left, zero where it is over. */
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  public int calls() {
    return calls.get();
  }

  private SourceException spent(String what) {
    return new SourceException(
        ErrorCode.BUDGET_SPENT, source + " has used its " + what + " of this run");
  }
}
