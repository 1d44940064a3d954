package com.bedrot.lake.conf.run;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * What every step of a run is handed: its identity and its clock.
 *
 * @param attempt 1 for the first
 */
public record RunContext(RunId run, int attempt, Clock clock) {
  /** A new run, named after the clock's time. */
  public static RunContext start(Clock clock) {
    return new RunContext(RunId.at(clock.instant(), new SecureRandom()), 1, clock);
  }

  /** A new run by the machine's clock, for entry points only. */
  public static RunContext start() {
    return start(Clock.systemUTC());
  }

  public Instant now() {
    return clock.instant();
  }
}
