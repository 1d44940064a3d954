package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.record.delimited.DelimitedReader;
import com.bedrot.lake.jobs.record.input.PartInput;
import com.bedrot.lake.jobs.record.input.RecordReader;
import com.bedrot.lake.jobs.record.json.JsonReader;
import com.bedrot.lake.jobs.record.value.RowAssembler;

/** Which reader reads which format. */
final class RecordFormats {
  private RecordFormats() {}

  static RecordReader reader(DatasetContract contract, PartInput input, RowAssembler rows) {
    return switch (contract.format().kind()) {
      case DELIMITED -> new DelimitedReader(contract, input, rows);
      case JSON -> new JsonReader(contract, input, rows);
      case XLSX ->
          throw new TransformationException(
              ErrorCode.FILE_UNREADABLE,
              contract.key() + " comes in workbooks, which are not read: save them as CSV.");
    };
  }
}
