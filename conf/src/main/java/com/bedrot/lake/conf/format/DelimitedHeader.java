package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  static DelimitedHeader find(byte[] bytes, int from, int filled, DatasetContract contract) {
    int start =
        blank(bytes, skipLines(bytes, from, filled, contract.format().preambleRows()), filled);
    int end = lineEnd(bytes, start, filled);
    DelimitedHeader best = null;
    List<Byte> allowed = new ArrayList<>();
    for (String delimiter : contract.format().delimiters()) {
      allowed.add((byte) (delimiter.equals("\\t") ? '\t' : delimiter.charAt(0)));
    }
    for (byte delimiter : allowed) {
      best = better(best, with(delimiter, bytes, start, end, contract));
    }
    DelimitedHeader other = best;
    for (byte delimiter : KNOWN) {
      other = better(other, with(delimiter, bytes, start, end, contract));
    }
    if (other != null && (best == null || other.match().matched() > best.match().matched())) {
      throw wrongDelimiter(other, allowed);
    }
    if (best == null || best.match().matched() == 0) {
      throw missing(bytes, start, end);
    }
    return best;
  }

  private static DelimitedHeader better(@Nullable DelimitedHeader best, DelimitedHeader next) {
    if (best == null || next.match().matched() > best.match().matched()) {
      return next;
    }
    boolean tied = next.match().matched() == best.match().matched();
    return tied && next.match().matched() == 0 && next.names().size() > best.names().size()
        ? next
        : best;
  }

  private static DelimitedHeader with(
      byte delimiter, byte[] bytes, int start, int end, DatasetContract contract) {
    FieldCursor cursor = new FieldCursor(delimiter);
    List<String> names = new ArrayList<>();
    cursor.start(start);
    while (cursor.takeNext(bytes, end)) {
      int length = cursor.to() - cursor.from();
      names.add(TextEncoding.lenient(cursor.bytes(), cursor.from(), length).strip());
    }
    return new DelimitedHeader(
        List.copyOf(names), delimiter, HeaderMatch.of(names, contract), start, end);
  }

  private static BrokenFileException wrongDelimiter(DelimitedHeader found, List<Byte> allowed) {
    List<String> words = allowed.stream().map(DelimitedHeader::word).toList();
    return new BrokenFileException(
        ErrorCode.CSV_DELIMITER,
        "The columns are separated by "
            + word(found.delimiter())
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
