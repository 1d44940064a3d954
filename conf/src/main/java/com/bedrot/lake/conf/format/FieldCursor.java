package com.bedrot.lake.conf.format;

import java.util.Arrays;

/**
 * Finds fields in one record's bytes. A field that starts with a quote runs to its closing quote,
 * doubled quotes in it are one; what follows the closing quote belongs to the value; a quote inside
 * an unquoted field is data.
 */
final class FieldCursor {
  private final byte delimiter;
  private byte[] scratch = new byte[256];
  private byte[] bytes = scratch;
  private int from;
  private int to;
  private int next;

  FieldCursor(byte delimiter) {
    this.delimiter = delimiter;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Finds the field of that index in the record, false where it has fewer. */
  boolean find(byte[] record, int start, int end, int index) {
    next = start;
    for (int field = 0; field < index; field++) {
      skip(record, end);
      if (next > end) {
        return false;
      }
    }
    take(record, end);
    return true;
  }

  /** Starts over at a record. */
  void start(int position) {
    next = position;
  }

  /** Takes the next field, false where there is none. */
  boolean takeNext(byte[] record, int end) {
    if (next > end) {
      return false;
    }
    take(record, end);
    return true;
  }

  private void skip(byte[] record, int end) {
    int p = next;
    if (p < end && record[p] == '"') {
      p++;
      while (p < end && (record[p] != '"' || p + 1 < end && record[p + 1] == '"')) {
        p += record[p] == '"' ? 2 : 1;
      }
    }
    while (p < end && record[p] != delimiter) {
      p++;
    }
    next = p + 1;
  }

  private void take(byte[] record, int end) {
    int p = next;
    if (p < end && record[p] == '"') {
      takeQuoted(record, end);
      return;
    }
    while (p < end && record[p] != delimiter) {
      p++;
    }
    bytes = record;
    from = next;
    to = p;
    next = p + 1;
  }

  private void takeQuoted(byte[] record, int end) {
    int p = next + 1;
    int length = 0;
    if (scratch.length < end - p + 1) {
      scratch = Arrays.copyOf(scratch, (end - p) * 2 + 16);
    }
    boolean open = true;
    while (p < end && (open || record[p] != delimiter)) {
      if (open && record[p] == '"') {
        if (p + 1 < end && record[p + 1] == '"') {
          p++;
        } else {
          open = false;
          p++;
          continue;
        }
      }
      scratch[length++] = record[p++];
    }
    bytes = scratch;
    from = 0;
    to = length;
    next = p + 1;
  }
}
