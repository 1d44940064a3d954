package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Social accounts' days, with the artist an account belongs to where its handle or key is known.
 */
public final class SocialDailyBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Dataset<Row> rows = inputs.union().withColumn("_who", coalesce(col("handle"), col("account")));
    return NameLookup.withId(
        rows, "_who", inputs.table("artists"), "artist_id", inputs.table("aliases"), "artist");
  }
}
