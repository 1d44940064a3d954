package com.bedrot.lake.jobs.record.value;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What was counted in one part of a file.
 *
 * @param read records, skipped ones included
 * @param skipped repeated headers, totals and footer rows
 * @param unreadableMoney records with a DECIMAL value that could not be read
 * @param money exact sum of the readable values per DECIMAL column
 */
public record PartTotals(
    long read, long skipped, long unreadableMoney, Map<String, BigDecimal> money)
    implements Serializable {
  public PartTotals {
    money = Map.copyOf(money);
  }
}
