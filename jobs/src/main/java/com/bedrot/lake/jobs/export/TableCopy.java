package com.bedrot.lake.jobs.export;

import com.bedrot.lake.jobs.warehouse.WarehouseAddress;
import com.bedrot.lake.jobs.warehouse.WarehouseColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Copies the changed rows of one table into its load table, one stream per Spark partition. */
final class TableCopy {
  private final WarehouseAddress address;
  private final PublishedTables published;

  TableCopy(WarehouseAddress address, PublishedTables published) {
    this.address = address;
    this.published = published;
  }

  LoadTable.Content run(Connection connection, DueTable due, LoadTable load) throws SQLException {
    Dataset<Row> rows = due.slices().of(published.read(due.table().name(), due.version()));
    List<WarehouseColumn> columns = due.table().columns();
    checkColumns(due, rows.schema());
    int parts = copy(rows, load.name(), columns);
    LoadTable.Content content = load.content(connection);
    if (content.parts() != parts) {
      throw ExportErrors.partsMissing(due.table().name(), content.parts(), parts);
    }
    return content;
  }

  /** Rows leave Spark as they lie in memory: no Row objects, no strings. */
  int copy(Dataset<Row> rows, String loadTable, List<WarehouseColumn> columns) {
    Column[] selected =
        columns.stream().map(c -> functions.col("`" + c.name() + "`")).toArray(Column[]::new);
    JavaRDD<InternalRow> internal = rows.select(selected).queryExecution().toRdd().toJavaRDD();
    internal.foreachPartition(new PartCopy(address, loadTable, columns));
    return internal.getNumPartitions();
  }

  private static void checkColumns(DueTable due, StructType schema) {
    List<String> problems = new ArrayList<>();
    List<String> names = Arrays.asList(schema.fieldNames());
    for (WarehouseColumn column : due.table().columns()) {
      if (!names.contains(column.name())) {
        problems.add("no column " + column.name());
        continue;
      }
      String type = schema.apply(column.name()).dataType().catalogString();
      if (!type.equals(column.type().sparkType())) {
        problems.add(column.name() + " is " + type + ", not " + column.type().sparkType());
      }
    }
    if (!problems.isEmpty()) {
      throw ExportErrors.columns(due.table().name(), due.version(), problems);
    }
  }
}
