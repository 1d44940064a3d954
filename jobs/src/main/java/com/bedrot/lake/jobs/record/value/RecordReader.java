package com.bedrot.lake.jobs.record.value;

import java.io.Closeable;
import java.io.IOException;

/** Reads the records of one part of a file into an assembler's row. */
public interface RecordReader extends Closeable {
  /**
   * Puts the next record into the row, which overwrites the one before.
   *
   * @return false after the last record
   */
  boolean next() throws IOException;
}
