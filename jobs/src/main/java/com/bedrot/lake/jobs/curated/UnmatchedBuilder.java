package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The queue of names nobody has matched yet: artists and stores of statements, accounts of social
 * portals.
 */
public final class UnmatchedBuilder implements CuratedBuilder {
  private static final String MONEY = "decimal(38,12)";

  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Dataset<Row> royalties = inputs.table("revenue_monthly");
    Column rows = sum(col("row_count"));
    Column earnings = sum(col("earnings_usd")).cast(MONEY);
    Dataset<Row> artists =
        queue(
            royalties.where(col("artist").isNotNull().and(col("artist_id").isNull())),
            "artist",
            col("artist"),
            rows,
            earnings,
            col("sale_month"));
    Dataset<Row> stores =
        queue(
            royalties.where(col("store_id").isNull()),
            "store",
            col("store"),
            rows,
            earnings,
            col("sale_month"));
    Dataset<Row> accounts =
        queue(
            inputs.table("social_daily").where(col("artist_id").isNull()),
            "account",
            org.apache.spark.sql.functions.coalesce(col("handle"), col("account")),
            count(lit(1)),
            lit(null).cast(MONEY),
            col("date"));
    return artists.unionByName(stores).unionByName(accounts);
  }

  private static Dataset<Row> queue(
      Dataset<Row> named, String kind, Column name, Column rows, Column earnings, Column day) {
    return named
        .groupBy(col("source"), col("account"), name.as("name"))
        .agg(
            rows.as("row_count"),
            earnings.as("earnings_usd"),
            min(day).as("first_seen"),
            max(day).as("last_seen"))
        .withColumn("kind", lit(kind));
  }
}
