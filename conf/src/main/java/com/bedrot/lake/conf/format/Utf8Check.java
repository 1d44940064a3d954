package com.bedrot.lake.conf.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches the bytes that are not ASCII: are they UTF-8, or another encoding's letters? */
final class Utf8Check {
  private static final int[] NOT_IN_WINDOWS_1252 = {0x81, 0x8d, 0x8f, 0x90, 0x9d};

  private final long[] alone = new long[256];
  private int wanted;
  private int low = 0x80;
  private int high = 0xbf;
  private long valid;
  private long invalid;
  private long firstInvalid = -1;
  private int firstByte;

  boolean pending() {
    return wanted > 0;
  }

  /** Takes the bytes in order; ASCII runs may be left out where nothing is pending. */
  void accept(byte[] bytes, int from, int to, long base) {
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 0xff;
      if (wanted > 0) {
        if (b >= low && b <= high) {
          low = 0x80;
          high = 0xbf;
          if (--wanted == 0) {
            valid++;
          }
          continue;
        }
        broken(b, base + i);
      }
      if (b >= 0x80) {
        start(b, base + i);
      }
    }
  }

  private void start(int b, long offset) {
    low = 0x80;
    high = 0xbf;
    if (b >= 0xc2 && b <= 0xdf) {
      wanted = 1;
    } else if (b >= 0xe0 && b <= 0xef) {
      wanted = 2;
      low = b == 0xe0 ? 0xa0 : 0x80;
      high = b == 0xed ? 0x9f : 0xbf;
    } else if (b >= 0xf0 && b <= 0xf4) {
      wanted = 3;
      low = b == 0xf0 ? 0x90 : 0x80;
      high = b == 0xf4 ? 0x8f : 0xbf;
    } else {
      broken(b, offset);
    }
    alone[b]++;
  }

  private void broken(int b, long offset) {
    wanted = 0;
    invalid++;
    if (firstInvalid < 0) {
      firstInvalid = offset;
      firstByte = b;
    }
  }

  void end(long offset) {
    if (wanted > 0) {
      broken(0, offset);
    }
  }

  /** Content offset of the first byte that is not UTF-8, or -1. */
  long firstInvalid() {
    return firstInvalid;
  }

  int firstByte() {
    return firstByte;
  }

  /**
   * The encoding of the whole content: UTF-8 (single invalid bytes are their rows' problem), or the
   * allowed single-byte encoding the bytes are letters of.
   *
   * @return null where the text is plainly windows-1252 and the contract does not allow it
   */
  @Nullable String encoding(boolean marked, List<String> allowed) {
    if (invalid == 0 || marked || !explainedByWindows1252()) {
      return "UTF-8";
    }
    return allowed.stream()
        .filter(e -> e.equalsIgnoreCase("windows-1252") || e.equalsIgnoreCase("ISO-8859-1"))
        .findFirst()
        .orElse(null);
  }

  private boolean explainedByWindows1252() {
    for (int hole : NOT_IN_WINDOWS_1252) {
      if (alone[hole] > 0) {
        return false;
      }
    }
    long letters = 0;
    for (int b = 0xc0; b < 0xfe; b++) {
      letters += alone[b];
    }
    return valid < invalid && letters > 0;
  }
}
