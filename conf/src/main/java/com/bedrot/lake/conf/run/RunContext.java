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
  /** Set where several processes are one run: its id. */
  private static final String GIVEN = "lake.run";

  /** A new run, named after the clock's time. */
  public static RunContext start(Clock clock) {
    return new RunContext(RunId.at(clock.instant(), new SecureRandom()), 1, clock);
  }

  /**
   * The run this process was started as a part of, else a new one; by the machine's clock, for
   * entry points only.
   */
  public static RunContext start() {
    Clock clock = Clock.systemUTC();
    String given = System.getProperty(GIVEN);
    return given == null ? start(clock) : new RunContext(new RunId(given), 1, clock);
  }

  public Instant now() {
    return clock.instant();
  }
}
