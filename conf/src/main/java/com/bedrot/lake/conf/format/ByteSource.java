package com.bedrot.lake.conf.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of one file, readable at any place. Closed by whoever opened it. */
public interface ByteSource extends AutoCloseable {
  /** Size in bytes. */
  long size();

  /**
   * Reads up to {@code length} bytes from {@code position} on.
   *
   * @return bytes read, -1 at the end
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;

  /** A local file. */
  static ByteSource of(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    long size = channel.size();
    return new ByteSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public int read(long position, byte[] into, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, offset, length), position);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** Bytes in memory. */
  static ByteSource of(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public int read(long position, byte[] into, int offset, int length) {
        if (position >= bytes.length) {
          return -1;
        }
        int taken = (int) Math.min(length, bytes.length - position);
        System.arraycopy(bytes, (int) position, into, offset, taken);
        return taken;
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }

  /** The bytes from {@code start} to {@code end} (exclusive) as a stream. */
  default InputStream stream(long start, long end) {
    ByteSource source = this;
    return new InputStream() {
      private long position = start;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (position >= end) {
          return -1;
        }
        int taken = source.read(position, into, offset, (int) Math.min(length, end - position));
        if (taken > 0) {
          position += taken;
        }
        return taken;
      }
    };
  }

  /** Up to {@code length} bytes from {@code position}, fewer at the end. */
  default byte[] bytes(long position, int length) throws IOException {
    return stream(position, size()).readNBytes(length);
  }
}
