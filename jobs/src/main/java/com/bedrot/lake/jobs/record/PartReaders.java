package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.jobs.record.delimited.DelimitedReader;
import com.bedrot.lake.jobs.record.input.PartInput;
import com.bedrot.lake.jobs.record.input.RecordPart;
import com.bedrot.lake.jobs.record.value.RecordReader;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import java.io.IOException;

/** The reader of a contract's format. */
final class PartReaders {
  private final DelimitedReader delimited;

  PartReaders(DatasetContract contract, PartInput input, RowAssembler rows) {
    delimited = new DelimitedReader(contract, input, rows);
  }

  RecordReader open(RecordPart part) throws IOException {
    delimited.start(part);
    return delimited;
  }
}
