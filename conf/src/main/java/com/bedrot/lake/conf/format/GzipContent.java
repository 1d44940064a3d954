package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflated content of a gzip file. Several members follow each other as one content; a cut-off
 * member, a wrong checksum, and bytes after the last member are errors, which the JDK's own stream
 * lets pass in part.
 */
public final class GzipContent extends InputStream {
  private static final int RATIO_FROM_BYTES = 1 << 20;

  private final InputStream packed;
  private final long limit;
  private final int ratio;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[1 << 16];
  private int inputStart;
  private int inputEnd;
  private long packedRead;
  private long inflated;
  private long memberInflated;
  private boolean inMember;
  private boolean ended;

  /**
   * @param limit most inflated bytes
   * @param ratio most inflated bytes per packed byte (judged from 1 MiB on)
   */
  public GzipContent(InputStream packed, long limit, int ratio) {
    this.packed = packed;
    this.limit = limit;
    this.ratio = ratio;
  }

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
    while (!ended) {
      if (!inMember && !startMember()) {
        return -1;
      }
      int taken = inflate(into, offset, length);
      if (taken > 0) {
        count(into, offset, taken);
        return taken;
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    try {
      int taken = inflater.inflate(into, offset, length);
      if (taken > 0) {
        return taken;
      }
      if (inflater.finished()) {
        inputStart = inputEnd - inflater.getRemaining();
        endMember();
        return 0;
      }
      if (inflater.needsDictionary()) {
        throw new BrokenFileException(ErrorCode.ARCHIVE_CRC, "The gzip data wants a dictionary.");
      }
      fill();
      if (inputStart >= inputEnd) {
        throw truncated();
      }
      inflater.setInput(input, inputStart, inputEnd - inputStart);
      inputStart = inputEnd;
      return 0;
    } catch (DataFormatException broken) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_CRC, "The gzip data is damaged after " + inflated + " bytes.");
    }
  }

  private void count(byte[] into, int offset, int taken) {
    crc.update(into, offset, taken);
    inflated += taken;
    memberInflated += taken;
    if (inflated > limit) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_BOMB, "The gzip data inflates to more than " + limit + " bytes.");
    }
    long packedUsed = packedRead - Math.max(0, inflater.getRemaining());
    if (inflated > RATIO_FROM_BYTES && inflated > packedUsed * ratio) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_BOMB,
          "The gzip data inflates more than " + ratio + " times (" + inflated + " bytes so far).");
    }
  }

  private boolean startMember() throws IOException {
    fill();
    if (inputStart >= inputEnd) {
      ended = true;
      return false;
    }
    boolean first = packedRead - (inputEnd - inputStart) == 0;
    if (peek() != 0x1f) {
      throw trailing(first);
    }
    next();
    if (inputStart >= inputEnd && !more()) {
      throw truncated();
    }
    if (next() != 0x8b) {
      throw trailing(first);
    }
    skipHeader();
    inflater.reset();
    crc.reset();
    memberInflated = 0;
    inflater.setInput(input, inputStart, inputEnd - inputStart);
    inputStart = inputEnd;
    inMember = true;
    return true;
  }

  private void skipHeader() throws IOException {
    if (next() != 8) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_CRC, "The gzip data uses an unknown compression method.");
    }
    int flags = next();
    for (int i = 0; i < 6; i++) {
      next();
    }
    if ((flags & 4) != 0) {
      int extra = next() | next() << 8;
      for (int i = 0; i < extra; i++) {
        next();
      }
    }
    for (int text = Integer.bitCount(flags & 0x18); text > 0; text--) {
      int c = next();
      while (c != 0) {
        c = next();
      }
    }
    if ((flags & 2) != 0) {
      next();
      next();
    }
  }

  private void endMember() throws IOException {
    long wantedCrc = word();
    long wantedSize = word();
    if (wantedCrc != crc.getValue()) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_CRC, "The gzip checksum does not match its content.");
    }
    if (wantedSize != (memberInflated & 0xffffffffL)) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_CRC, "The gzip size field does not match its content.");
    }
    inMember = false;
  }

  private long word() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int peek() {
    return input[inputStart] & 0xff;
  }

  private int next() throws IOException {
    if (inputStart >= inputEnd && !more()) {
      throw truncated();
    }
    return input[inputStart++] & 0xff;
  }

  private boolean more() throws IOException {
    fill();
    return inputStart < inputEnd;
  }

  private void fill() throws IOException {
    if (inputStart < inputEnd) {
      return;
    }
    inputStart = 0;
    inputEnd = Math.max(0, packed.read(input));
    packedRead += inputEnd;
  }

  private BrokenFileException truncated() {
    return new BrokenFileException(
        ErrorCode.ARCHIVE_TRUNCATED, "The gzip data ends after " + inflated + " inflated bytes.");
  }

  private static BrokenFileException trailing(boolean first) {
    return first
        ? new BrokenFileException(ErrorCode.FILE_MAGIC, "The file is not gzip data.")
        : new BrokenFileException(
            ErrorCode.ARCHIVE_TRAILING, "Bytes follow the end of the gzip data.");
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
