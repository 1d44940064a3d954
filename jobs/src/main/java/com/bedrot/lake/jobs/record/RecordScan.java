package com.bedrot.lake.jobs.record;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/** One scan: the bins and the columns a query uses. */
final class RecordScan
    implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsReportStatistics, Batch {
  private final List<RecordPartition> bins;
  private final Function<StructType, PartitionReaderFactory> readers;
  private StructType wanted;

  RecordScan(
      List<RecordPartition> bins,
      StructType wanted,
      Function<StructType, PartitionReaderFactory> readers) {
    this.bins = bins;
    this.wanted = wanted;
    this.readers = readers;
  }

  @Override
  public void pruneColumns(StructType required) {
    wanted = required;
  }

  @Override
  public Scan build() {
    return new RecordScan(bins, wanted, readers);
  }

  @Override
  public StructType readSchema() {
    return wanted;
  }

  @Override
  public String description() {
    return "raw files in " + bins.size() + " bins";
  }

  @Override
  public Statistics estimateStatistics() {
    long bytes = bins.stream().mapToLong(RecordPartition::bytes).sum();
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(bytes);
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.empty();
      }
    };
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return bins.toArray(new InputPartition[0]);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return readers.apply(wanted);
  }
}
