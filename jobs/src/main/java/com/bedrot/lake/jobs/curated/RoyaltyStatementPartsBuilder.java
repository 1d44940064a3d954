package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Cumulative statements by reporting date: what each date added. */
public final class RoyaltyStatementPartsBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    return inputs
        .table("royalty_transactions")
        .groupBy(col("source"), col("account"), col("_file_sha256"), col("reporting_date"))
        .agg(
            count(lit(1)).as("row_count"),
            min(col("sale_month")).as("first_sale_month"),
            max(col("sale_month")).as("last_sale_month"),
            sum(col("quantity")).as("quantity"),
            ExactSums.ofMoney("earnings_usd").as("earnings_usd"));
  }
}
