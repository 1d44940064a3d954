package com.bedrot.lake.jobs.maintain;

/**
 * One act of upkeep.
 *
 * @param kind {@code adopt, report, optimize, vacuum, compact, remove}
 * @param subject what it is done to
 * @param detail for people
 */
public record Act(String kind, String subject, String detail) {}
