package com.bedrot.lake.jobs.table;

import java.util.List;
import java.util.Map;

/** Which rows of a table a write takes the place of. */
public sealed interface Replace {
  /** The whole table. */
  record Everything() implements Replace {}

  /**
   * Whole partitions; every row written must belong to one of them.
   *
   * @param partitions partition column to value, all partition columns named
   */
  record Slices(List<Map<String, String>> partitions) implements Replace {
    public Slices {
      partitions = partitions.stream().map(Map::copyOf).toList();
    }
  }

  /** No row: the write appends. */
  record Nothing() implements Replace {}
}
