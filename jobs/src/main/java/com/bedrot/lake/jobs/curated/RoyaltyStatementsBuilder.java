package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per accepted statement file: what it declared, what its rows in the table sum to, and
 * where its other rows are.
 */
public final class RoyaltyStatementsBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Dataset<Row> sums =
        inputs
            .table("royalty_statement_parts")
            .groupBy(col("source"), col("account"), col("_file_sha256"))
            .agg(
                sum(col("row_count")).as("rows_held"),
                sum(col("earnings_usd")).cast("decimal(38,12)").as("earnings"),
                min(col("first_sale_month")).as("first_sale_month"),
                max(col("last_sale_month")).as("last_sale_month"),
                min(col("reporting_date")).as("first_reporting_date"),
                max(col("reporting_date")).as("last_reporting_date"));
    return inputs
        .files()
        .join(
            sums,
            scala.collection.JavaConverters.asScalaBuffer(
                    java.util.List.of("source", "account", "_file_sha256"))
                .toSeq(),
            "left_outer")
        .withColumn("currency", lit("USD"))
        .withColumn("record_count", col("records"))
        .withColumn("row_count", coalesce(col("rows_held"), lit(0L)))
        .withColumn("quarantined_count", col("quarantined"))
        .withColumn("skipped_count", col("skipped"))
        .withColumn(
            "superseded_count",
            col("records").minus(col("quarantined")).minus(col("skipped")).minus(col("row_count")))
        .withColumn("unreadable_money_count", col("unreadable_money"))
        .withColumn("computed_total", coalesce(col("earnings"), lit(java.math.BigDecimal.ZERO)));
  }
}
