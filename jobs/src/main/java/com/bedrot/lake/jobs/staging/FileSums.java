package com.bedrot.lake.jobs.staging;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows and exact money of one file among some rows.
 *
 * @param money sums in the order of the dataset's money columns, zero where there is none
 */
record FileSums(long rows, List<BigDecimal> money) {
  FileSums {
    money = List.copyOf(money);
  }

  /** The sums of every file among the rows, by {@link BrokenRows#fileKey}. */
  static Map<String, FileSums> of(Dataset<Row> rows, List<String> moneyColumns) {
    Column[] sums = moneyColumns.stream().map(c -> sum(col(c))).toArray(Column[]::new);
    Map<String, FileSums> byFile = new HashMap<>();
    for (Row row :
        rows.groupBy(col(StagedRows.ACCOUNT), col(StagedRows.FILE))
            .agg(count(lit(1)), sums)
            .collectAsList()) {
      List<BigDecimal> values = new ArrayList<>();
      for (int i = 0; i < sums.length; i++) {
        values.add(row.isNullAt(3 + i) ? BigDecimal.ZERO : row.getDecimal(3 + i));
      }
      byFile.put(
          BrokenRows.fileKey(row.getString(0), row.getString(1)),
          new FileSums(row.getLong(2), values));
    }
    return byFile;
  }

  FileSums minus(@Nullable FileSums other) {
    if (other == null) {
      return this;
    }
    List<BigDecimal> rest = new ArrayList<>();
    for (int i = 0; i < money.size(); i++) {
      rest.add(money.get(i).subtract(other.money.get(i)));
    }
    return new FileSums(rows - other.rows, rest);
  }
}
