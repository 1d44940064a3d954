package com.bedrot.lake.extract.resilience;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets so many calls a minute pass for one account; the next one waits. Thread-safe. */
public final class RateGate {
  private final RateLimiter limiter;
  private final Sleeper sleeper;

  public RateGate(String name, int perMinute, Clock clock, Sleeper sleeper) {
    RateLimiterConfig config =
        RateLimiterConfig.custom()
            .limitForPeriod(perMinute)
            .limitRefreshPeriod(Duration.ofMinutes(1))
            .timeoutDuration(Duration.ofHours(1))
            .build();
    Instant start = clock.instant();
    this.limiter =
        RateLimiter.of(name, config, () -> Duration.between(start, clock.instant()).toNanos());
    this.sleeper = sleeper;
  }

  /** Waits for this call's turn. */
  public void pass() {
    long nanos = limiter.reservePermission();
    if (nanos > 0) {
      sleeper.sleep(Duration.ofNanos(nanos));
    }
  }
}
