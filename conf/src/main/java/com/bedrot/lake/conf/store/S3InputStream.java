package com.bedrot.lake.conf.store;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/** Drops the connection when it is closed before its end, where the client would read it all. */
final class S3InputStream extends FilterInputStream {
  private final ResponseInputStream<?> response;
  private boolean ended;

  S3InputStream(ResponseInputStream<?> response) {
    super(response);
    this.response = response;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    ended |= one < 0;
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    ended |= count < 0;
    return count;
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      response.abort();
    }
    super.close();
  }
}
