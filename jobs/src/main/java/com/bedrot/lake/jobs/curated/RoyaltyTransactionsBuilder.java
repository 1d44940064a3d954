package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every distributor's statement rows with the label's ids beside the names; no row is added,
 * dropped or merged.
 */
public final class RoyaltyTransactionsBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Dataset<Row> rows = inputs.union().withColumn("track_id", trackId());
    Dataset<Row> withStores =
        NameLookup.withId(
            rows, "store", inputs.table("stores"), "store_id", inputs.table("aliases"), "store");
    return NameLookup.withId(
        withStores,
        "artist",
        inputs.table("artists"),
        "artist_id",
        inputs.table("aliases"),
        "artist");
  }

  /** The ISRC without dashes and in capitals; null where there is none. */
  private static Column trackId() {
    Column isrc = upper(regexp_replace(col("isrc"), "[\\s-]", ""));
    return when(isrc.equalTo(lit("")), lit(null)).otherwise(isrc);
  }
}
