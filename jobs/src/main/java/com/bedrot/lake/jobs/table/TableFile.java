package com.bedrot.lake.jobs.table;

import java.util.Map;

/**
 * A data file of a table's version.
 *
 * @param path relative to the table's root, not encoded
 * @param partition partition column to value
 */
public record TableFile(String path, long bytes, Map<String, String> partition) {
  public TableFile {
    partition = Map.copyOf(partition);
  }
}
