package com.bedrot.lake.jobs.record.value;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of digits only ({@code yyyy-MM-dd}, {@code dd.MM.yyyy}, {@code M/d/yyyy}, {@code
 * yyyyMM}), read straight from bytes. {@code MM} and {@code dd} are two digits, {@code M} and
 * {@code d} one or two, {@code yyyy} four. Without a day it is the first of the month.
 */
final class DatePattern {
  /** What {@link #epochDay} answers where the text is no such date. */
  static final long NONE = Long.MIN_VALUE;

  private static final int FIRST_YEAR = 1900;
  private static final int YEARS = 300;
  private static final int[] MONTH_STARTS = new int[YEARS * 12];
  private static final byte[] MONTH_DAYS = new byte[YEARS * 12];

  static {
    for (int i = 0; i < YEARS * 12; i++) {
      YearMonth month = YearMonth.of(FIRST_YEAR + i / 12, i % 12 + 1);
      MONTH_STARTS[i] = (int) month.atDay(1).toEpochDay();
      MONTH_DAYS[i] = (byte) month.lengthOfMonth();
    }
  }

  private final char[] parts;
  private final int[] least;

  private DatePattern(char[] parts, int[] least) {
    this.parts = parts;
    this.least = least;
  }

  /** The pattern, or null where it has anything besides year, month, day and their separators. */
  static @Nullable DatePattern of(String pattern) {
    char[] parts = new char[pattern.length()];
    int[] least = new int[pattern.length()];
    int count = 0;
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int end = i;
      while (end < pattern.length() && pattern.charAt(end) == c) {
        end++;
      }
      boolean known = c == 'y' ? end - i == 4 : (c == 'M' || c == 'd') && end - i <= 2;
      if (!known && (Character.isLetter(c) || c == '\'' || c == '[' || c > 127 || end - i > 1)) {
        return null;
      }
      parts[count] = c;
      least[count++] = end - i;
      i = end;
    }
    boolean complete = pattern.contains("yyyy") && pattern.indexOf('M') >= 0;
    return complete
        ? new DatePattern(
            java.util.Arrays.copyOf(parts, count), java.util.Arrays.copyOf(least, count))
        : null;
  }

  /** The day since 1970-01-01, or {@link #NONE}. */
  long epochDay(byte[] bytes, int from, int to) {
    int year = 0;
    int month = 0;
    int day = 1;
    int p = from;
    for (int i = 0; i < parts.length; i++) {
      char part = parts[i];
      if (part != 'y' && part != 'M' && part != 'd') {
        if (p >= to || bytes[p++] != part) {
          return NONE;
        }
        continue;
      }
      int most = part == 'y' ? 4 : 2;
      int start = p;
      int value = 0;
      int digit;
      while (p < to && p - start < most && (digit = bytes[p] - '0') >= 0 && digit <= 9) {
        value = value * 10 + digit;
        p++;
      }
      if (p - start < least[i]) {
        return NONE;
      }
      if (part == 'y') {
        year = value;
      } else if (part == 'M') {
        month = value;
      } else {
        day = value;
      }
    }
    return p == to ? epochDay(year, month, day) : NONE;
  }

  private static long epochDay(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || year < 1) {
      return NONE;
    }
    int index = (year - FIRST_YEAR) * 12 + month - 1;
    if (index >= 0 && index < MONTH_STARTS.length) {
      return day <= MONTH_DAYS[index] ? MONTH_STARTS[index] + (long) day - 1 : NONE;
    }
    return day <= YearMonth.of(year, month).lengthOfMonth()
        ? LocalDate.of(year, month, day).toEpochDay()
        : NONE;
  }
}
