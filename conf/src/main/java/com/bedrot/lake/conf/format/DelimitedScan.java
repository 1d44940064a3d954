package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass over the bytes of delimited text after its header: record ends, quotes, field counts,
 * encoding, splits. Eight bytes are looked at together; nothing is allocated per record.
 */
final class DelimitedScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = ~HIGH_BITS;
  private static final long ONES = 0x0101010101010101L;
  private static final long QUOTES = ONES * '"';
  private static final long LINE_FEEDS = ONES * '\n';
  private static final long RETURNS = ONES * '\r';

  /** A longer record holds a field past the limit of 1 MiB: its values are not looked at. */
  private static final int LONGEST_RECORD = 8 << 20;

  private final InputStream in;
  private final LakeSettings.Limits limits;
  private final long delimiters;
  private final byte delimiter;
  private final int headerFields;
  private final DelimitedRows rows;
  private final Utf8Check utf8 = new Utf8Check();

  private byte[] buffer;
  private int limit;
  private long base;
  private int recordStart;
  private long recordOffset;
  private boolean oversize;
  private boolean quoted;
  private int lastClose = -2;
  private long quoteOpened = -1;
  private int fields;
  private boolean lastLineCut;

  private long records;
  private int mostFields;
  private long lineFeeds;
  private long returns;
  private long returnLineFeeds;
  private final List<Split> splits = new ArrayList<>();
  private long splitStart = -1;
  private long splitFirstRow;

  /**
   * @param buffer holds the first bytes of the content, the header whole
   * @param filled bytes in it
   */
  DelimitedScan(
      InputStream in,
      byte[] buffer,
      int filled,
      DelimitedHeader header,
      DelimitedRows rows,
      LakeSettings.Limits limits) {
    this.in = in;
    this.buffer = buffer;
    this.limit = filled;
    this.limits = limits;
    this.rows = rows;
    delimiter = header.delimiter();
    delimiters = ONES * delimiter;
    headerFields = header.names().size();
    mostFields = headerFields;
    recordStart = header.end();
    utf8.accept(buffer, header.start(), Math.min(filled, header.end() + 1), 0);
  }

  /** Runs to the end of the content. */
  void run() throws IOException {
    int position = recordStart;
    if (position < limit) {
      position = headerTerminator(position);
    }
    while (true) {
      process(position, limit);
      position = compact();
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        break;
      }
      limit += read;
    }
    end();
  }

  private int headerTerminator(int position) {
    if (buffer[position] == '\n') {
      lineFeeds++;
    } else {
      returns++;
    }
    recordStart = position + 1;
    return recordStart;
  }

  /** Makes room behind the bytes not yet ended by a record end; keeps one byte before them. */
  private int compact() {
    if (!oversize && limit - recordStart >= LONGEST_RECORD) {
      oversize = true;
      recordOffset = base + recordStart;
    }
    if (oversize) {
      recordStart = limit;
    }
    int keepFrom = Math.max(0, recordStart - 1);
    int kept = limit - keepFrom;
    if (kept > buffer.length / 2) {
      byte[] larger = new byte[buffer.length * 2];
      System.arraycopy(buffer, keepFrom, larger, 0, kept);
      buffer = larger;
    } else {
      System.arraycopy(buffer, keepFrom, buffer, 0, kept);
    }
    base += keepFrom;
    limit = kept;
    recordStart -= keepFrom;
    lastClose -= keepFrom;
    return limit;
  }

  private void process(int from, int to) {
    byte[] bytes = buffer;
    int p = from;
    int wordsEnd = to - Long.BYTES;
    int count = fields;
    while (p <= wordsEnd) {
      long word = (long) LONGS.get(bytes, p);
      if ((word & HIGH_BITS) != 0 || utf8.pending()) {
        utf8.accept(bytes, p, p + Long.BYTES, base);
      }
      long quotes = matches(word, QUOTES);
      if (quotes == 0) {
        if (!quoted) {
          long ends = matches(word, LINE_FEEDS) | matches(word, RETURNS);
          long separators = matches(word, delimiters);
          while (ends != 0) {
            long first = ends & -ends;
            count += Long.bitCount(separators & first - 1);
            separators &= ~(first - 1);
            endRecord(p + (Long.numberOfTrailingZeros(first) >>> 3), count);
            count = 0;
            ends ^= first;
          }
          count += Long.bitCount(separators);
        }
        p += Long.BYTES;
        continue;
      }
      long events =
          quotes | matches(word, delimiters) | matches(word, LINE_FEEDS) | matches(word, RETURNS);
      while (events != 0) {
        if (quoted) {
          long closing = events & quotes;
          if (closing == 0) {
            break;
          }
          events &= ~((closing & -closing) - 1);
        }
        long first = events & -events;
        count = event(p + (Long.numberOfTrailingZeros(first) >>> 3), count);
        events ^= first;
      }
      p += Long.BYTES;
    }
    for (; p < to; p++) {
      byte b = bytes[p];
      if (b < 0 || utf8.pending()) {
        utf8.accept(bytes, p, p + 1, base);
      }
      if (b == '"' || !quoted && (b == delimiter || b == '\n' || b == '\r')) {
        count = event(p, count);
      }
    }
    fields = count;
  }

  /** The high bit of every byte that equals the pattern's. */
  private static long matches(long word, long pattern) {
    long difference = word ^ pattern;
    return ~((difference & LOW_BITS) + LOW_BITS | difference | LOW_BITS);
  }

  private int event(int p, int count) {
    byte b = buffer[p];
    if (b == delimiter) {
      return count + 1;
    }
    if (b != '"') {
      endRecord(p, count);
      return 0;
    }
    if (quoted) {
      quoted = false;
      lastClose = p;
    } else if (p == recordStart && !oversize || buffer[p - 1] == delimiter) {
      quoted = true;
      quoteOpened = base + p;
    } else if (lastClose == p - 1) {
      quoted = true;
    }
    return count;
  }

  private void endRecord(int end, int separators) {
    byte terminator = buffer[end];
    if (terminator == '\r') {
      returns++;
    } else if (end > 0 && recordStart == end && buffer[end - 1] == '\r') {
      returns--;
      returnLineFeeds++;
    } else {
      lineFeeds++;
    }
    if (end > recordStart || oversize) {
      record(end, separators);
    }
    recordStart = end + 1;
  }

  private void record(int end, int separators) {
    records++;
    if (separators >= mostFields) {
      mostFields = separators + 1;
    }
    long offset = oversize ? recordOffset : base + recordStart;
    if (splitStart < 0) {
      splitStart = offset;
      splitFirstRow = records;
    } else if (offset - splitStart >= limits.splitBytes()) {
      splits.add(new Split(splitStart, offset - splitStart, splitFirstRow));
      splitStart = offset;
      splitFirstRow = records;
    }
    if (!oversize) {
      rows.take(buffer, recordStart, end);
    }
    oversize = false;
    recordOffset = -1;
  }

  private void end() {
    long total = base + limit;
    utf8.end(total);
    if (quoted) {
      return;
    }
    if (recordStart < limit || oversize) {
      boolean isTotal = !oversize && rows.isTotal(buffer, recordStart, limit);
      lastLineCut = fields + 1 < headerFields && !isTotal;
      record(limit, fields);
    }
    if (splitStart >= 0) {
      splits.add(new Split(splitStart, total - splitStart, splitFirstRow));
    }
  }

  /** Verdicts on the content's form; the offsets are turned into lines by the caller. */
  List<ErrorCode> verdicts() {
    List<ErrorCode> found = new ArrayList<>();
    if (quoted) {
      found.add(ErrorCode.CSV_QUOTE_OPEN);
    }
    if (lastLineCut) {
      found.add(ErrorCode.CSV_LAST_LINE);
    }
    if (mostFields > limits.columns()) {
      found.add(ErrorCode.CSV_COLUMNS);
    }
    return found;
  }

  long quoteOpened() {
    return quoteOpened;
  }

  int lastFields() {
    return fields + 1;
  }

  int mostFields() {
    return mostFields;
  }

  long records() {
    return records;
  }

  List<Split> splits() {
    return List.copyOf(splits);
  }

  Utf8Check utf8() {
    return utf8;
  }

  /** {@code LF}, {@code CRLF}, {@code CR} or {@code mixed}. */
  String lineEnd() {
    int kinds = (lineFeeds > 0 ? 1 : 0) + (returns > 0 ? 1 : 0) + (returnLineFeeds > 0 ? 1 : 0);
    if (kinds > 1) {
      return "mixed";
    }
    if (returns > 0) {
      return "CR";
    }
    return returnLineFeeds > 0 ? "CRLF" : "LF";
  }
}
