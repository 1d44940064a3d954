package com.bedrot.lake.extract.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that moves only when something waits, or a test says so; remembers the waits. */
public final class ManualClock extends Clock implements Sleeper {
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private Instant now;

  public ManualClock(String start) {
    this.now = Instant.parse(start);
  }

  @Override
  public synchronized void sleep(Duration duration) {
    waits.add(duration);
    now = now.plus(duration);
  }

  /** Moves on without a wait. */
  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  public List<Duration> waits() {
    return waits;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
