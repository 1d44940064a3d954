package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.record.input.RecordPart;
import com.bedrot.lake.jobs.record.input.RecordReader;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads a bin's parts one after the other and reports each one's totals at its end. */
final class PartsReader implements PartitionReader<InternalRow> {
  private final List<RecordPart> parts;
  private final RecordReader reader;
  private final RowAssembler rows;
  private final FileTotalsAccumulator totals;
  private int opened;
  private boolean reading;

  PartsReader(
      List<RecordPart> parts,
      RecordReader reader,
      RowAssembler rows,
      FileTotalsAccumulator totals) {
    this.parts = parts;
    this.reader = reader;
    this.rows = rows;
    this.totals = totals;
  }

  @Override
  public boolean next() {
    try {
      while (true) {
        if (reading && reader.next()) {
          return true;
        }
        if (reading) {
          report(parts.get(opened - 1));
        }
        reading = opened < parts.size();
        if (!reading) {
          return false;
        }
        reader.start(parts.get(opened++));
      }
    } catch (LakeException known) {
      throw known;
    } catch (IOException | RuntimeException failed) {
      throw unreadable(parts.get(opened - 1), failed);
    }
  }

  private void report(RecordPart part) {
    totals.add(
        new FileTotalsAccumulator.Part(
            new FileTotalsAccumulator.Place(part.file().fileId(), part.offset()), rows.totals()));
  }

  private static TransformationException unreadable(RecordPart part, Exception failed) {
    return new TransformationException(
        ErrorCode.FILE_UNREADABLE,
        "File "
            + part.file().fileId()
            + " ("
            + part.file().uri()
            + ") cannot be read: "
            + failed.getMessage(),
        failed);
  }

  @Override
  public InternalRow get() {
    return rows.row();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
