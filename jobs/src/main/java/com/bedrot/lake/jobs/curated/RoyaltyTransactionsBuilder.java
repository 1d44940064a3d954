package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Every distributor's statement rows with the label's ids beside the names; no row is added,
 * dropped or merged.
 */
public final class RoyaltyTransactionsBuilder implements CuratedBuilder {
  @Override
  public Dataset<Row> build(CuratedInputs inputs) {
    Dataset<Row> rows = inputs.union().withColumn("track_id", trackId());
    Dataset<Row> withStores =
        NameLookup.withId(
            rows, "store", inputs.table("stores"), "store_id", inputs.table("aliases"), "store");
    return NameLookup.withId(
        withStores,
        "artist",
        inputs.table("artists"),
        "artist_id",
        inputs.table("aliases"),
        "artist");
  }

  /** The ISRC without dashes and in capitals; null where there is none. */
  private static Column trackId() {
    Column written = col("isrc");
    // most are plain already, and looking for seven characters is cheaper than a pattern
    Column isPlain = lit(true);
    for (String character : List.of("-", " ", "\t", "\n", "\u000B", "\f", "\r")) {
      isPlain = isPlain.and(not(written.contains(character)));
    }
    Column isrc = upper(when(isPlain, written).otherwise(regexp_replace(written, "[\\s-]", "")));
    return when(isrc.equalTo(lit("")), lit(null)).otherwise(isrc);
  }
}
