package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every ISRC seen, under the title and artist most rows give it; in the catalog only once the
 * catalog says so.
 */
public final class TracksBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Dataset<Row> spellings =
        inputs
            .table("track_sightings")
            .groupBy(col("track_id"), col("title"), col("artist"), col("artist_id"))
            .agg(
                sum(col("row_count")).as("n"),
                min(col("first_sale_month")).as("first_month"),
                max(col("last_sale_month")).as("last_month"));
    return spellings
        .groupBy(col("track_id"))
        .agg(
            max(struct(col("n"), col("title"), col("artist"), col("artist_id"))).as("most"),
            min(col("first_month")).as("first_sale_month"),
            max(col("last_month")).as("last_sale_month"))
        .select(
            col("track_id"),
            col("most.title").as("title"),
            col("most.artist").as("artist"),
            col("most.artist_id").as("artist_id"),
            lit(false).as("in_catalog"),
            col("first_sale_month"),
            col("last_sale_month"));
  }
}
