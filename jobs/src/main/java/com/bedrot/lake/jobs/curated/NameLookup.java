package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.trim;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Names as sources write them to the label's ids: by the name itself, else by an alias, without
 * case and outer spaces. An unknown name gets null, never a default.
 */
final class NameLookup {
  private NameLookup() {}

  /**
   * The rows with one more column.
   *
   * @param name the column that holds the name
   * @param known the reference table, with {@code name} and the id column
   * @param idColumn id column of {@code known}; also the new column's name
   * @param aliases the aliases table
   * @param kind which aliases count
   */
  static Dataset<Row> withId(
      Dataset<Row> rows,
      String name,
      Dataset<Row> known,
      String idColumn,
      Dataset<Row> aliases,
      String kind) {
    Dataset<Row> names = known.select(key(col("name")).as("_name_key"), col(idColumn).as("_id"));
    Dataset<Row> others =
        aliases
            .where(col("kind").equalTo(kind))
            .select(key(col("alias")).as("_name_key"), col("target_id").as("_id"));
    // one id per name: a join that multiplies rows would invent money
    Dataset<Row> lookup =
        names.union(others).groupBy(col("_name_key")).agg(min(col("_id")).as(idColumn));
    return rows.join(broadcast(lookup), key(rows.col(name)).equalTo(col("_name_key")), "left_outer")
        .drop("_name_key");
  }

  private static Column key(Column name) {
    return lower(trim(name));
  }
}
