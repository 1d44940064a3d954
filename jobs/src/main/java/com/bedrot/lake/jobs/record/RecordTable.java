package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.jobs.record.value.RecordColumns;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Raw files of one dataset as a table that Spark scans. */
final class RecordTable implements SupportsRead {
  private final DatasetContract contract;
  private final List<RecordPartition> bins;
  private final boolean keepRawText;
  private final FileTotalsAccumulator totals;
  private final Configuration hadoop;

  RecordTable(
      DatasetContract contract,
      List<RecordPartition> bins,
      boolean keepRawText,
      FileTotalsAccumulator totals,
      Configuration hadoop) {
    this.contract = contract;
    this.bins = bins;
    this.keepRawText = keepRawText;
    this.totals = totals;
    this.hadoop = hadoop;
  }

  @Override
  public String name() {
    return "raw files of " + contract.key();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in this Spark; its successor columns() is made of it
  public StructType schema() {
    return RecordColumns.of(contract);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new RecordScan(
        bins,
        RecordColumns.of(contract),
        wanted -> new RecordReaders(contract, wanted, keepRawText, totals, hadoop));
  }
}
