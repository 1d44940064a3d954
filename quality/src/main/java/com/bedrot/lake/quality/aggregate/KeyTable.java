package com.bedrot.lake.quality.aggregate;

import java.nio.ByteBuffer;

/** An open-addressing table of 128-bit keys, each with whether it came more than once. */
final class KeyTable {
  static final int MOST_KEYS = 1 << 21;
  private static final int FIRST_SLOTS = 1 << 6;
  private static final int BYTES_PER_KEY = 2 * Long.BYTES + 1;
  private static final byte FREE = 0;
  private static final byte ONCE = 1;
  private static final byte MORE = 2;

  private long[] first = new long[FIRST_SLOTS];
  private long[] second = new long[FIRST_SLOTS];
  private byte[] seen = new byte[FIRST_SLOTS];
  private int keys;
  private long rows;
  private boolean tooMany;

  void add(long a, long b) {
    rows++;
    put(a, b, ONCE);
  }

  KeyTable merge(KeyTable other) {
    rows += other.rows;
    if (other.tooMany) {
      giveUp();
    }
    for (int i = 0; i < other.seen.length && !tooMany; i++) {
      if (other.seen[i] != FREE) {
        put(other.first[i], other.second[i], other.seen[i]);
      }
    }
    return this;
  }

  long rows() {
    return rows;
  }

  long keys() {
    return keys;
  }

  long once() {
    long once = 0;
    for (byte state : seen) {
      once += state == ONCE ? 1 : 0;
    }
    return once;
  }

  boolean tooMany() {
    return tooMany;
  }

  private void put(long a, long b, byte times) {
    if (tooMany) {
      return;
    }
    int slot = slotOf(a, b);
    if (seen[slot] != FREE) {
      seen[slot] = MORE;
      return;
    }
    if (keys == MOST_KEYS) {
      giveUp();
      return;
    }
    first[slot] = a;
    second[slot] = b;
    seen[slot] = times;
    keys++;
    if (keys > seen.length / 2) {
      grow();
    }
  }

  private int slotOf(long a, long b) {
    int mask = seen.length - 1;
    int slot = (int) (a ^ (a >>> 32)) & mask;
    while (seen[slot] != FREE && (first[slot] != a || second[slot] != b)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldFirst = first;
    long[] oldSecond = second;
    byte[] oldSeen = seen;
    first = new long[oldSeen.length * 2];
    second = new long[oldSeen.length * 2];
    seen = new byte[oldSeen.length * 2];
    for (int i = 0; i < oldSeen.length; i++) {
      if (oldSeen[i] != FREE) {
        int slot = slotOf(oldFirst[i], oldSecond[i]);
        first[slot] = oldFirst[i];
        second[slot] = oldSecond[i];
        seen[slot] = oldSeen[i];
      }
    }
  }

  private void giveUp() {
    tooMany = true;
    keys = 0;
    first = new long[FIRST_SLOTS];
    second = new long[FIRST_SLOTS];
    seen = new byte[FIRST_SLOTS];
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + 1 + Integer.BYTES + keys * BYTES_PER_KEY);
    bytes.putLong(rows).put((byte) (tooMany ? 1 : 0)).putInt(keys);
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] != FREE) {
        bytes.putLong(first[i]).putLong(second[i]).put(seen[i]);
      }
    }
    return bytes.array();
  }

  static KeyTable fromBytes(byte[] array) {
    ByteBuffer bytes = ByteBuffer.wrap(array);
    KeyTable table = new KeyTable();
    table.rows = bytes.getLong();
    table.tooMany = bytes.get() == 1;
    int keys = bytes.getInt();
    for (int i = 0; i < keys; i++) {
      table.put(bytes.getLong(), bytes.getLong(), bytes.get());
    }
    return table;
  }
}
