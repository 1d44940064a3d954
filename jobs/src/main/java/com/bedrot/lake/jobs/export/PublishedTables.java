package com.bedrot.lake.jobs.export;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the export gets published rows from. */
interface PublishedTables {
  /** All rows of a curated table at that version. */
  Dataset<Row> read(String table, long version);

  /**
   * The slices (partition column to value, null values included) that differ between two versions;
   * empty where that cannot be told, so that the whole table is loaded.
   */
  Optional<Set<Map<String, String>>> changedSlices(String table, long fromExclusive, long to);
}
