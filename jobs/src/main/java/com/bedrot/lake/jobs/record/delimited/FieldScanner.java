package com.bedrot.lake.jobs.record.delimited;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds records and their fields in delimited bytes, in one reused buffer, without copying.
 *
 * <p>A record ends at LF, CR LF or CR outside quotes; a line without any byte is no record. A field
 * that starts with a quote and whose closing quote ends the field has its doubled quotes made
 * single; any other quote is text (so is all of {@code "Weird" Title}). The bytes of a record stay
 * in place until {@link #next} is called again.
 */
final class FieldScanner {
  private static final byte PLAIN = 0;
  private static final byte DELIMITER = 1;
  private static final byte LINE_FEED = 2;
  private static final byte CARRIAGE_RETURN = 3;
  private static final byte QUOTE = 4;
  private static final byte NUL = 5;
  private static final byte HIGH = 6;
  private static final int INITIAL_BUFFER = 1 << 19;
  private static final int MORE = -1;
  private static final int NONE = -1;

  private final byte[] kinds = new byte[256];
  private InputStream input = InputStream.nullInputStream();
  private byte[] buffer = new byte[INITIAL_BUFFER];
  private int position;
  private int limit;
  private boolean ended;

  private int recordStart;
  private int recordEnd;
  private int count;
  private int[] starts = new int[64];
  // the complement of the end where the field has doubled quotes
  private int[] ends = new int[64];
  private boolean whole;
  private boolean high;
  private boolean nul;

  /** Starts reading other content; the buffer is kept. */
  void start(InputStream content, char delimiter) {
    input = content;
    position = 0;
    limit = 0;
    ended = false;
    Arrays.fill(kinds, 0, 128, PLAIN);
    Arrays.fill(kinds, 128, 256, HIGH);
    kinds['\n'] = LINE_FEED;
    kinds['\r'] = CARRIAGE_RETURN;
    kinds['"'] = QUOTE;
    kinds[0] = NUL;
    kinds[delimiter] = DELIMITER;
  }

  /** Finds the next record; false after the last. */
  boolean next() throws IOException {
    while (true) {
      int after = position < limit ? scan(position) : MORE;
      if (after == MORE) {
        if (ended && position >= limit) {
          return false;
        }
        fill();
        continue;
      }
      position = after;
      if (recordEnd > recordStart) {
        return true;
      }
    }
  }

  byte[] buffer() {
    return buffer;
  }

  int recordStart() {
    return recordStart;
  }

  int recordEnd() {
    return recordEnd;
  }

  /** Number of fields. */
  int count() {
    return count;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    int end = ends[field];
    return end < 0 ? ~end : end;
  }

  /** Whether the field has doubled quotes that stand for single ones. */
  boolean isEscaped(int field) {
    return ends[field] < 0;
  }

  /** Whether the record has a byte over 127. */
  boolean hasHigh() {
    return high;
  }

  boolean hasNul() {
    return nul;
  }

  /**
   * Finds the fields of the record at {@code from}.
   *
   * @return where the next record starts, or {@link #MORE} where the buffer ends too early
   */
  private int scan(int from) {
    byte[] bytes = buffer;
    byte[] kind = kinds;
    recordStart = from;
    count = 0;
    high = false;
    nul = false;
    int start = from;
    int p = from;
    if (bytes[p] == '"') {
      p = quoted(p);
      if (p == MORE) {
        return MORE;
      }
      start = whole ? NONE : start;
    }
    while (true) {
      byte found;
      while ((found = kind[bytes[p] & 0xFF]) == PLAIN) {
        p++;
      }
      if (found == DELIMITER) {
        if (start != NONE) {
          field(start, p);
        }
        start = ++p;
        if (bytes[p] == '"') {
          p = quoted(p);
          if (p == MORE) {
            return MORE;
          }
          start = whole ? NONE : start;
        }
      } else if (found == LINE_FEED || found == CARRIAGE_RETURN) {
        return p >= limit && !ended ? MORE : end(start, p, found);
      } else {
        high |= found == HIGH;
        nul |= found == NUL;
        p++;
      }
    }
  }

  private int end(int start, int p, byte found) {
    int next = p + 1;
    if (found == CARRIAGE_RETURN && p < limit) {
      if (next >= limit && !ended) {
        return MORE;
      }
      if (next < limit && buffer[next] == '\n') {
        next++;
      }
    }
    if (start != NONE) {
      field(start, p);
    }
    recordEnd = p;
    return Math.min(next, limit);
  }

  /**
   * Reads the field at {@code from}, which starts with a quote, up to its closing one. {@link
   * #whole} tells whether the field ends there; if not, its quotes are text and it goes on.
   *
   * @return the place after the closing quote, or {@link #MORE}
   */
  private int quoted(int from) {
    byte[] bytes = buffer;
    boolean escaped = false;
    int p = from + 1;
    whole = false;
    while (true) {
      if (p >= limit) {
        return ended ? from + 1 : MORE;
      }
      byte found = kinds[bytes[p] & 0xFF];
      if (found != QUOTE) {
        high |= found == HIGH;
        nul |= found == NUL;
        p++;
        continue;
      }
      int after = p + 1;
      if (after >= limit && !ended) {
        return MORE;
      }
      if (after < limit && bytes[after] == '"') {
        escaped = true;
        p = after + 1;
        continue;
      }
      byte next = kinds[bytes[after] & 0xFF];
      if (next == DELIMITER || next == LINE_FEED || next == CARRIAGE_RETURN) {
        field(from + 1, escaped ? ~p : p);
        whole = true;
      }
      return after;
    }
  }

  private void field(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    starts[count] = start;
    ends[count++] = end;
  }

  /** Moves the unread rest to the front and reads on. */
  private void fill() throws IOException {
    int rest = limit - position;
    // one byte is kept free for the line feed that ends every scan
    if (position == 0 && rest == buffer.length - 1) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
    } else {
      System.arraycopy(buffer, position, buffer, 0, rest);
    }
    position = 0;
    limit = rest;
    while (limit < buffer.length - 1) {
      int got = input.read(buffer, limit, buffer.length - 1 - limit);
      if (got < 0) {
        ended = true;
        break;
      }
      limit += got;
    }
    buffer[limit] = '\n';
  }
}
