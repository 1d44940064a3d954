package com.bedrot.lake.jobs.source.shop;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.upper;

import com.bedrot.lake.jobs.staging.Cleaner;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes codes in capitals. */
public final class SalesCleaner implements Cleaner {
  @Override
  public Dataset<Row> clean(Dataset<Row> rows) {
    return rows.withColumn("code", upper(col("code")));
  }
}
