package com.bedrot.lake.jobs.record.input;

import com.bedrot.lake.conf.format.ByteSource;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A bounded stream over a source it closes; an end before the bound is an error, not less data. */
final class PartStream extends FilterInputStream {
  private final ByteSource source;
  private final long length;
  private long left;

  PartStream(InputStream content, ByteSource source, long length) {
    super(content);
    this.source = source;
    this.length = length;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (left == 0) {
      return -1;
    }
    int got = super.read(bytes, offset, (int) Math.min(count, left));
    if (got < 0) {
      throw new EOFException(
          "The content ends " + left + " bytes before the " + length + " its scan found");
    }
    left -= got;
    return got;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    super.close();
    PartInput.close(source);
  }
}
