package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ad spend and reach by day; dollars only where the account's own currency is the dollar, never by
 * a guessed rate.
 */
public final class AdPerformanceDailyBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Column inDollars = col("currency").equalTo("USD");
    return inputs
        .union()
        .withColumn("spend_usd", when(inDollars, col("spend")))
        .withColumn(
            "rate_source", when(inDollars.and(col("spend").isNotNull()), lit("account currency")))
        .withColumn("rate_date", when(inDollars.and(col("spend").isNotNull()), col("date")));
  }
}
