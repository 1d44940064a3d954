package com.bedrot.lake.jobs.record;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What the reader counted in one file (or one split of it; splits add up).
 *
 * @param read records after the header
 * @param skipped repeated headers, totals and footer rows
 * @param unreadableMoney records whose money could not be read, per DECIMAL column
 * @param money exact sum of the readable values, per DECIMAL column, rows broken for another reason
 *     included
 */
public record FileTotals(
    String fileId, long read, long skipped, long unreadableMoney, Map<String, BigDecimal> money)
    implements Serializable {
  /** Both counts together, under this file's id. */
  public FileTotals plus(FileTotals other) {
    Map<String, BigDecimal> sums = new java.util.TreeMap<>(money);
    other.money.forEach((column, value) -> sums.merge(column, value, BigDecimal::add));
    return new FileTotals(
        fileId,
        read + other.read,
        skipped + other.skipped,
        unreadableMoney + other.unreadableMoney,
        sums);
  }
}
