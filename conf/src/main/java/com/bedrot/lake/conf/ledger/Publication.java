package com.bedrot.lake.conf.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * What one run published, written last: every curated table's version after it (those it did not
 * touch included).
 *
 * @param inputs dataset key to the staging version the tables were built from
 */
public record Publication(
    String runId, Instant at, Map<String, TableVersion> tables, Map<String, Long> inputs) {
  /**
   * A table's published state.
   *
   * @param version Delta version
   * @param rows rows of the whole table
   * @param changed whether this publication made that version
   */
  public record TableVersion(long version, long rows, boolean changed) {}

  public Publication {
    tables = Map.copyOf(tables);
    inputs = Map.copyOf(inputs);
  }
}
