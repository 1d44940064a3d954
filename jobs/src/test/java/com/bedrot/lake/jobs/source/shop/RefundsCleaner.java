package com.bedrot.lake.jobs.source.shop;

import static org.apache.spark.sql.functions.lit;

import com.bedrot.lake.jobs.staging.Cleaner;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Does what a cleaner must not: it adds a column. */
public final class RefundsCleaner implements Cleaner {
  @Override
  public Dataset<Row> clean(Dataset<Row> rows) {
    return rows.withColumn("extra", lit(1));
  }
}
