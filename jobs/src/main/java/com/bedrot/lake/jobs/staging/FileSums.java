package com.bedrot.lake.jobs.staging;

import static org.apache.spark.sql.functions.col;

import com.bedrot.lake.quality.aggregate.GroupSums;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows and exact money of one file among some rows.
 *
 * @param money sums in the order of the dataset's money columns, zero where there is none
 */
record FileSums(long rows, List<BigDecimal> money) {
  private static final String NAME = "_file_sums";

  FileSums {
    money = List.copyOf(money);
  }

  /** The aggregate that adds up this run's rows file by file, for {@link #of}. */
  static Column observation(String runId, List<String> moneyColumns) {
    return GroupSums.of(
            col(StagedRows.RUN).equalTo(runId),
            List.of(col(StagedRows.ACCOUNT), col(StagedRows.FILE)),
            moneyColumns.stream().map(functions::col).toList())
        .as(NAME);
  }

  /** The sums of every file, by {@link BrokenRows#fileKey}. */
  static Map<String, FileSums> of(Row observed) {
    Map<String, FileSums> byFile = new HashMap<>();
    GroupSums.Sums.of(observed.getList(observed.fieldIndex(NAME)))
        .forEach(
            (file, sums) ->
                byFile.put(
                    BrokenRows.fileKey(file.get(0), file.get(1)),
                    new FileSums(sums.rows(), sums.sums())));
    return byFile;
  }
}
