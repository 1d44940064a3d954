package com.bedrot.lake.jobs.table;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table as its log says it is.
 *
 * @param userMetadata what the last commit that says anything says of itself, or null
 * @param rows sum of the files' row counts
 * @param transactions application id to the last transaction version it committed
 */
public record TableInfo(
    long version,
    @Nullable String userMetadata,
    long rows,
    long files,
    Map<String, Long> transactions,
    StructType schema,
    List<String> partitionBy) {
  public TableInfo {
    transactions = Map.copyOf(transactions);
    partitionBy = List.copyOf(partitionBy);
  }

  /** The last transaction version an application committed, if any. */
  public OptionalLong transaction(String appId) {
    Long version = transactions.get(appId);
    return version == null ? OptionalLong.empty() : OptionalLong.of(version);
  }
}
