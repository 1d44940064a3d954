package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.BreakerState;
import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.settings.ExtractSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one account of a source. It counts calls that failed for a passing reason
 * after all their attempts; past a number of them in a row calls are refused for a while, then one
 * call tries. Its state survives the process. Thread-safe.
 */
public final class Breaker {
  private final Ops ops;
  private final BreakerState found;
  private final ExtractSettings.Breaker settings;
  private final Clock clock;
  private final CircuitBreaker circuit;
  private int failures;
  private @Nullable Instant until;

  /** The breaker as the last run left it. Reads only. */
  public Breaker(
      Ops ops, String source, String account, ExtractSettings.Breaker settings, Clock clock) {
    this.ops = ops;
    this.settings = settings;
    this.clock = clock;
    this.found =
        BreakerState.find(ops, source, account).orElse(BreakerState.closed(source, account));
    this.failures = found.failures();
    this.until = found.until();
    this.circuit = CircuitBreaker.of(source + "." + account, config());
    restore();
  }

  private CircuitBreakerConfig config() {
    return CircuitBreakerConfig.custom()
        .clock(clock)
        .slidingWindow(
            settings.failures(),
            settings.failures(),
            CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(100)
        .waitDurationInOpenState(settings.openFor())
        .permittedNumberOfCallsInHalfOpenState(1)
        .recordException(Retrying::canHelp)
        .ignoreException(error -> !Retrying.canHelp(error))
        .build();
  }

  private void restore() {
    Instant end = until;
    if (end != null) {
      circuit.transitionToOpenStateUntil(end);
      return;
    }
    SourceException earlier =
        new SourceException(ErrorCode.SOURCE_UNREACHABLE, "in an earlier run");
    for (int i = 0; i < Math.min(failures, settings.failures() - 1); i++) {
      circuit.onError(0, TimeUnit.NANOSECONDS, earlier);
    }
  }

  /**
   * Makes the call if it may pass, and remembers how it ended.
   *
   * @throws SourceException {@code SOURCE_BREAKER_OPEN} where it may not
   */
  public <T> T call(Supplier<T> call) {
    if (!circuit.tryAcquirePermission()) {
      throw new SourceException(
          ErrorCode.SOURCE_BREAKER_OPEN,
          found.source()
              + " failed "
              + failures
              + " times in a row for account "
              + found.account()
              + "; calls pass again from "
              + until);
    }
    try {
      T answer = call.get();
      ended(null);
      return answer;
    } catch (RuntimeException failed) {
      ended(failed);
      throw failed;
    }
  }

  private synchronized void ended(@Nullable RuntimeException failed) {
    if (failed == null) {
      circuit.onSuccess(0, TimeUnit.NANOSECONDS);
      failures = 0;
    } else {
      circuit.onError(0, TimeUnit.NANOSECONDS, failed);
      failures += Retrying.canHelp(failed) ? 1 : 0;
    }
    boolean open = circuit.getState() == State.OPEN;
    if (!open) {
      until = null;
    } else if (until == null || !until.isAfter(clock.instant())) {
      until = clock.instant().plus(settings.openFor());
    }
  }

  /** How it stands now. */
  public synchronized BreakerState state() {
    String state =
        switch (circuit.getState()) {
          case OPEN -> "open";
          case HALF_OPEN -> "half_open";
          default -> "closed";
        };
    return new BreakerState(found.source(), found.account(), state, failures, until);
  }

  /** Writes the state for later runs and for {@code lake status}, where it changed. */
  public void save() {
    BreakerState now = state();
    if (!now.equals(found)) {
      now.save(ops);
    }
  }
}
