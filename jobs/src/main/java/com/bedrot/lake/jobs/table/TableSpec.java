package com.bedrot.lake.jobs.table;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * What a Delta table is to look like after a write.
 *
 * @param uri root of the table
 * @param schema columns in order; a column's comment stands in its metadata under {@code comment}
 * @param partitionBy columns a slice is made of; a slice is whole files
 * @param statsColumns columns with minimum and maximum per file; others cost no statistics
 * @param sortBy order of the rows inside a file; empty leaves them as they come
 * @param description shown with the table
 */
public record TableSpec(
    String uri,
    StructType schema,
    List<String> partitionBy,
    List<String> statsColumns,
    List<String> sortBy,
    String description) {
  public TableSpec {
    partitionBy = List.copyOf(partitionBy);
    statsColumns = List.copyOf(statsColumns);
    sortBy = List.copyOf(sortBy);
  }

  /** A table whose rows stay in the order they come in. */
  public TableSpec(
      String uri,
      StructType schema,
      List<String> partitionBy,
      List<String> statsColumns,
      String description) {
    this(uri, schema, partitionBy, statsColumns, List.of(), description);
  }
}
