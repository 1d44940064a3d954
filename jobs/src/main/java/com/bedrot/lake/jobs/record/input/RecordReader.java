package com.bedrot.lake.jobs.record.input;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads records of one format into an assembler's row. One reads all parts of a task, one after the
 * other, so that its buffers are made once.
 */
public interface RecordReader extends Closeable {
  /** Goes on to another part. */
  void start(RecordPart part) throws IOException;

  /**
   * Puts the next record of the part into the row, which overwrites the one before.
   *
   * @return false after the last record
   */
  boolean next() throws IOException;
}
