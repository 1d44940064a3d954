package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;

/**
 * Units and earnings by sale month, store, artist and track; units are streams only where the
 * store's unit is one.
 */
public final class RevenueMonthlyBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Dataset<Row> sums =
        inputs
            .table("royalty_transactions")
            .groupBy(
                col("source"),
                col("account"),
                col("sale_month"),
                col("store"),
                col("store_id"),
                col("artist"),
                col("artist_id"),
                col("track_id"))
            .agg(
                count(lit(1)).as("row_count"),
                sum(col("quantity")).as("units"),
                ExactSums.ofMoney("earnings_usd").as("earnings_usd"));
    Dataset<Row> stores =
        inputs.table("stores").select(col("store_id"), col("platform"), col("counts_as_stream"));
    return sums.join(
            broadcast(stores),
            JavaConverters.asScalaBuffer(List.of("store_id")).toSeq(),
            "left_outer")
        .withColumn(
            "streams",
            when(col("counts_as_stream"), col("units"))
                .when(col("counts_as_stream").isNotNull(), lit(0L)));
  }
}
