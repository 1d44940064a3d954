package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which titles and artists each account's statements give a track; what the track list is made of.
 */
public final class TrackSightingsBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    return inputs
        .table("royalty_transactions")
        .where(col("track_id").isNotNull())
        .groupBy(
            col("source"),
            col("account"),
            col("track_id"),
            col("title"),
            col("artist"),
            col("artist_id"))
        .agg(
            count(lit(1)).as("row_count"),
            min(col("sale_month")).as("first_sale_month"),
            max(col("sale_month")).as("last_sale_month"));
  }
}
