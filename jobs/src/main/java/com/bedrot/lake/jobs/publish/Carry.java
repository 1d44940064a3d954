package com.bedrot.lake.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.TableColumn;
import com.bedrot.lake.conf.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The contract's part of a curated table: which source columns are carried, and the table's schema.
 * Pure.
 */
final class Carry {
  private Carry() {}

  /**
   * Staging rows with their carried columns under the curated names, the source's id as {@code
   * source}, and all other staging columns as they are.
   */
  static Dataset<Row> of(TableContract table, DatasetContract dataset, Dataset<Row> staging) {
    List<Column> columns = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      String prefix = dataset.key() + ".";
      column.from().stream()
          .filter(f -> f.startsWith(prefix))
          .findFirst()
          .ifPresent(
              from -> {
                columns.add(col(from.substring(prefix.length())).as(column.name()));
                taken.add(column.name());
              });
    }
    Set<String> present = Set.of(staging.columns());
    present.stream()
        .filter(name -> !taken.contains(name))
        .sorted()
        .forEach(name -> columns.add(col(name)));
    Dataset<Row> carried = staging.select(columns.toArray(Column[]::new));
    return taken.contains("source") || present.contains("source")
        ? carried
        : carried.withColumn("source", lit(dataset.source()));
  }

  /**
   * The table's columns in contract order, cast to their types; a column the builder did not make
   * is null.
   */
  static Dataset<Row> select(TableContract table, Dataset<Row> built) {
    Set<String> present = Set.of(built.columns());
    Column[] columns =
        table.columns().stream()
            .map(
                c ->
                    (present.contains(c.name()) ? col(c.name()) : lit(null))
                        .cast(c.type().sparkType())
                        .as(c.name()))
            .toArray(Column[]::new);
    return built.select(columns);
  }

  /** The Delta schema, comments included. */
  static StructType schema(TableContract table) {
    StructType schema = new StructType();
    for (TableColumn column : table.columns()) {
      schema =
          schema.add(
              new StructField(
                  column.name(),
                  DataType.fromDDL(column.type().sparkType()),
                  true,
                  new MetadataBuilder().putString("comment", column.description()).build()));
    }
    return schema;
  }
}
