package com.bedrot.lake.jobs.maintain;

/**
 * One act of upkeep.
 *
 * @param kind {@code adopt, report, optimize, vacuum, compact, remove}, or {@link #FAILED}
 * @param subject what it is done to
 * @param detail for people
 */
public record Act(String kind, String subject, String detail) {
  /** What could not be done; the detail says why. */
  public static final String FAILED = "failed";

  public boolean isFailed() {
    return kind.equals(FAILED);
  }
}
