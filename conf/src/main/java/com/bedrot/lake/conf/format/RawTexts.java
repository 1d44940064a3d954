package com.bedrot.lake.conf.format;

import java.util.Arrays;

/** Numbers distinct byte sequences from 0 on, without an object per look-up. */
final class RawTexts {
  private byte[][] texts = new byte[64][];
  private int[] table = new int[256];
  private int size;

  /** The number of the sequence, the same for the same bytes. */
  int number(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int mask = table.length - 1;
    int slot = hash & mask;
    while (table[slot] != 0) {
      int number = table[slot] - 1;
      byte[] known = texts[number];
      if (Arrays.equals(known, 0, known.length, bytes, from, to)) {
        return number;
      }
      slot = slot + 1 & mask;
    }
    return add(Arrays.copyOfRange(bytes, from, to), slot);
  }

  int size() {
    return size;
  }

  byte[] text(int number) {
    return texts[number];
  }

  private int add(byte[] text, int slot) {
    if (size == texts.length) {
      texts = Arrays.copyOf(texts, size * 2);
    }
    texts[size++] = text;
    table[slot] = size;
    if (size * 2 > table.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    table = new int[table.length * 4];
    int mask = table.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = hash(texts[number], 0, texts[number].length) & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = number + 1;
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash ^ hash >>> 15;
  }
}
