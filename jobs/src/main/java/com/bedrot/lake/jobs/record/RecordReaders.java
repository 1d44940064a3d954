package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.jobs.record.input.PartInput;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Makes readers on the executors; sent there once for all tasks. */
final class RecordReaders implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;
  private final DatasetContract contract;
  private final StructType wanted;
  private final boolean keepRawText;
  private final FileTotalsAccumulator totals;
  private final SerializableConfiguration hadoop;

  RecordReaders(
      DatasetContract contract,
      StructType wanted,
      boolean keepRawText,
      FileTotalsAccumulator totals,
      Configuration hadoop) {
    this.contract = contract;
    this.wanted = wanted;
    this.keepRawText = keepRawText;
    this.totals = totals;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    RowAssembler rows = new RowAssembler(contract, wanted, keepRawText);
    PartInput input = new PartInput(hadoop.value(), contract.format());
    return new PartsReader(
        ((RecordPartition) partition).parts(),
        RecordFormats.reader(contract, input, rows),
        rows,
        totals);
  }
}
