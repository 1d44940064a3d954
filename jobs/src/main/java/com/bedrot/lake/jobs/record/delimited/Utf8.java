package com.bedrot.lake.jobs.record.delimited;

/** Checks UTF-8 without decoding it: no overlong forms, surrogates or values over U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] bytes, int from, int to) {
    int p = from;
    while (p < to) {
      int first = bytes[p];
      if (first >= 0) {
        p++;
        continue;
      }
      int length = length(first & 0xFF);
      if (length == 0 || p + length > to || !isSecond(first & 0xFF, bytes[p + 1] & 0xFF)) {
        return false;
      }
      for (int i = 2; i < length; i++) {
        if ((bytes[p + i] & 0xC0) != 0x80) {
          return false;
        }
      }
      p += length;
    }
    return true;
  }

  private static int length(int first) {
    if (first >= 0xC2 && first <= 0xDF) {
      return 2;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      return 3;
    }
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
  }

  private static boolean isSecond(int first, int second) {
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int greatest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= greatest;
  }
}
