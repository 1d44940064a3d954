package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.DatasetContract;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;

/** Raw files as typed rows. */
public final class RecordSource {
  private RecordSource() {}

  /**
   * The records of the files: {@code account}, every contract column in its type, {@code
   * _file_sha256}, {@code _row} (1-based number of the record in its file), {@code _broken} (ids of
   * the rules the reader found broken, such as {@code VALUE_DATE:reported_on}; null where none) and
   * {@code _raw}.
   *
   * <p>A value that is not exactly of its column's type is null, and its rule is in {@code
   * _broken}. Totals rows and repeated headers are left out and counted. Columns a query does not
   * use are not decoded, DECIMAL ones excepted, whose sums the totals need.
   *
   * @param keepRawText whether {@code _raw} has every record's text, not only that of broken ones
   * @param totals filled when all records of a file were read; registered here when it is not yet
   */
  public static Dataset<Row> read(
      SparkSession spark,
      DatasetContract contract,
      List<RawFile> files,
      boolean keepRawText,
      FileTotalsAccumulator totals) {
    if (!totals.isRegistered()) {
      spark.sparkContext().register(totals, "totals of " + contract.key());
    }
    files.stream()
        .filter(file -> file.shape().splits().isEmpty())
        .forEach(file -> totals.add(FileTotalsAccumulator.Part.nothing(file.fileId())));
    RecordTable table =
        new RecordTable(
            contract,
            RecordBins.of(contract, files, spark.sparkContext().defaultParallelism()),
            keepRawText,
            totals,
            spark.sessionState().newHadoopConf());
    return Dataset.ofRows(
        spark, DataSourceV2Relation.create(table, Option.empty(), Option.empty()));
  }
}
