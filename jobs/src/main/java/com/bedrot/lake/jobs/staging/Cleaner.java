package com.bedrot.lake.jobs.staging;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts values of one dataset right before they are judged, where a contract says {@code cleaner:
 * true}. Implementations are pure and have no state; they live in {@code jobs.source.<source id>}
 * and are named after the dataset ({@code bank_details}: {@code BankDetailsCleaner}). Rows come and
 * go one to one: a cleaner neither drops, adds nor merges any, and leaves every column its name and
 * type and every column that starts with an underscore its value.
 */
public interface Cleaner {
  Dataset<Row> clean(Dataset<Row> rows);
}
