package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Ledger;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.staging.FileAccounting;
import com.bedrot.lake.jobs.staging.StagedContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What ledger and accounting know of every accepted file, as rows for the builders ({@link
 * com.bedrot.lake.jobs.curated.CuratedInputs#files}).
 */
final class FileFacts {
  private static final StructType SCHEMA =
      new StructType()
          .add("source", "string")
          .add("dataset", "string")
          .add("account", "string")
          .add("file_id", "string")
          .add("_file_sha256", "string")
          .add("file_name", "string")
          .add("landed_at", "timestamp")
          .add("period", "string")
          .add("records", "bigint")
          .add("written", "bigint")
          .add("quarantined", "bigint")
          .add("skipped", "bigint")
          .add("superseded", "bigint")
          .add("unreadable_money", "bigint")
          .add("declared_total", DataTypes.createDecimalType(38, 12));

  private final SparkSession spark;
  private final Lake lake;

  FileFacts(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  Dataset<Row> rows() {
    Ledger ledger = lake.ops().ledger();
    List<Row> rows = new ArrayList<>();
    for (DatasetContract dataset :
        lake.contracts().datasets().filter(d -> d.parent() == null).toList()) {
      Map<String, FileAccounting> accounting = StagedContents.current(lake, dataset).accounting();
      for (LedgerEntry entry : ledger.of(dataset.key(), FileState.ACCEPTED)) {
        FileAccounting a = accounting.get(entry.fileId());
        if (a != null && entry.shape() != null) {
          rows.add(row(entry, a));
        }
      }
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Row row(LedgerEntry entry, FileAccounting a) {
    return RowFactory.create(
        entry.source(),
        entry.dataset(),
        entry.account(),
        entry.fileId(),
        entry.contentSha256(),
        entry.fileName(),
        java.sql.Timestamp.from(entry.landedAt()),
        entry.period(),
        a.read(),
        a.written(),
        a.quarantined(),
        a.skipped(),
        a.superseded(),
        a.unreadableMoney(),
        entry.shape() == null ? null : entry.shape().declaredTotal());
  }
}
