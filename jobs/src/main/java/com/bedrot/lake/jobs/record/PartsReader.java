package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.record.input.RecordPart;
import com.bedrot.lake.jobs.record.value.RecordReader;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Reads a bin's parts one after the other and reports each one's totals at its end. */
final class PartsReader implements PartitionReader<InternalRow> {
  private final List<RecordPart> parts;
  private final PartReaders readers;
  private final RowAssembler rows;
  private final FileTotalsAccumulator totals;
  private int opened;
  private @Nullable RecordReader reader;

  PartsReader(
      List<RecordPart> parts,
      PartReaders readers,
      RowAssembler rows,
      FileTotalsAccumulator totals) {
    this.parts = parts;
    this.readers = readers;
    this.rows = rows;
    this.totals = totals;
  }

  @Override
  public boolean next() throws IOException {
    RecordReader current = reader;
    while (true) {
      if (current != null) {
        if (advance(current)) {
          return true;
        }
        finish(current);
        current = null;
        reader = null;
      }
      if (opened == parts.size()) {
        return false;
      }
      current = open(parts.get(opened++));
      reader = current;
    }
  }

  private boolean advance(RecordReader current) throws IOException {
    try {
      return current.next();
    } catch (LakeException known) {
      throw known;
    } catch (IOException | RuntimeException failed) {
      throw unreadable(failed);
    }
  }

  private RecordReader open(RecordPart part) {
    try {
      return readers.open(part);
    } catch (LakeException known) {
      throw known;
    } catch (IOException | RuntimeException failed) {
      throw unreadable(failed);
    }
  }

  private void finish(RecordReader current) throws IOException {
    current.close();
    RecordPart part = parts.get(opened - 1);
    totals.add(
        new FileTotalsAccumulator.Part(
            new FileTotalsAccumulator.Place(part.file().fileId(), part.offset()), rows.totals()));
  }

  private TransformationException unreadable(Exception failed) {
    RecordPart part = parts.get(opened - 1);
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
    if (reader != null) {
      reader.close();
    }
  }
}
