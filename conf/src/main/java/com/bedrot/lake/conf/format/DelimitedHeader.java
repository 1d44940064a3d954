package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * The header line of delimited content and the delimiter it was found with.
 *
 * @param start index of its first byte
 * @param end index behind its last byte
 */
record DelimitedHeader(List<String> names, byte delimiter, HeaderMatch match, int start, int end) {
  private static final byte[] KNOWN = {',', '\t', ';', '|'};

  /**
   * Finds the header among the first bytes: the allowed delimiter that names most columns wins.
   *
   * @param from index behind the byte order mark
   * @throws BrokenFileException {@code CSV_HEADER_MISSING}, {@code CSV_DELIMITER}, {@code
   *     FILE_MAGIC}
   */
  static DelimitedHeader find(byte[] bytes, int from, int filled, ColumnNames columns) {
    FileFormat format = columns.contract().format();
    int start = blank(bytes, skipLines(bytes, from, filled, format.preambleRows()), filled);
    int end = lineEnd(bytes, start, filled);
    List<Byte> allowed = new ArrayList<>();
    for (String delimiter : format.delimiters()) {
      allowed.add((byte) (delimiter.equals("\\t") ? '\t' : delimiter.charAt(0)));
    }
    Candidate best = new Candidate((byte) 0, List.of(), 0);
    for (byte delimiter : allowed) {
      best = best.orBetter(Candidate.of(delimiter, bytes, start, end, columns));
    }
    Candidate other = best;
    for (byte delimiter : KNOWN) {
      if (other.matched() < 2 && !allowed.contains(delimiter)) {
        other = other.orBetter(Candidate.of(delimiter, bytes, start, end, columns));
      }
    }
    if (other.matched() > best.matched()) {
      throw wrongDelimiter(other.delimiter(), allowed);
    }
    if (best.matched() == 0) {
      throw missing(bytes, start, end);
    }
    HeaderMatch match = HeaderMatch.of(best.names(), columns);
    return new DelimitedHeader(best.names(), best.delimiter(), match, start, end);
  }

  /** The header as one delimiter cuts it. */
  private record Candidate(byte delimiter, List<String> names, int matched) {
    static Candidate of(byte delimiter, byte[] bytes, int start, int end, ColumnNames columns) {
      FieldCursor cursor = new FieldCursor(delimiter);
      List<String> names = new ArrayList<>();
      cursor.start(start);
      while (cursor.takeNext(bytes, end)) {
        int length = cursor.to() - cursor.from();
        names.add(TextEncoding.lenient(cursor.bytes(), cursor.from(), length).strip());
      }
      return new Candidate(delimiter, List.copyOf(names), columns.matched(names));
    }

    Candidate orBetter(Candidate next) {
      return next.matched() > matched ? next : this;
    }
  }

  private static BrokenFileException wrongDelimiter(byte found, List<Byte> allowed) {
    List<String> words = allowed.stream().map(DelimitedHeader::word).toList();
    return new BrokenFileException(
        ErrorCode.CSV_DELIMITER,
        "The columns are separated by "
            + word(found)
            + "; the contract allows "
            + String.join(", ", words)
            + ".");
  }

  private static String word(byte delimiter) {
    return switch (delimiter) {
      case '\t' -> "tab";
      case ',' -> "comma";
      case ';' -> "semicolon";
      case '|' -> "bar";
      default -> "'" + (char) delimiter + "'";
    };
  }

  private static BrokenFileException missing(byte[] bytes, int start, int end) {
    if (start < end && (bytes[start] == '{' || bytes[start] == '[')) {
      return new BrokenFileException(
          ErrorCode.FILE_MAGIC, "The bytes are JSON; the contract reads delimited text.");
    }
    String line = TextEncoding.lenient(bytes, start, Math.min(end - start, 80));
    return new BrokenFileException(
        ErrorCode.CSV_HEADER_MISSING,
        "No column of the contract is in the first line, " + Shown.text(line) + ".");
  }

  private static int skipLines(byte[] bytes, int from, int filled, int lines) {
    int p = from;
    for (int line = 0; line < lines && p < filled; line++) {
      while (p < filled && bytes[p] != '\n' && bytes[p] != '\r') {
        p++;
      }
      boolean both = p + 1 < filled && bytes[p] == '\r' && bytes[p + 1] == '\n';
      p = Math.min(filled, p + (both ? 2 : 1));
    }
    return p;
  }

  private static int blank(byte[] bytes, int from, int filled) {
    int p = from;
    while (p < filled && (bytes[p] == '\n' || bytes[p] == '\r')) {
      p++;
    }
    return p;
  }

  private static int lineEnd(byte[] bytes, int start, int filled) {
    boolean quoted = false;
    int firstEnd = -1;
    for (int p = start; p < filled; p++) {
      byte b = bytes[p];
      if (b == '"') {
        quoted = !quoted;
      } else if (b == '\n' || b == '\r') {
        if (!quoted) {
          return p;
        }
        firstEnd = firstEnd < 0 ? p : firstEnd;
      }
    }
    return quoted && firstEnd >= 0 ? firstEnd : filled;
  }
}
