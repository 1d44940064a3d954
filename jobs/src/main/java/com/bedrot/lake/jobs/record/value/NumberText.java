package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.error.ErrorCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads exact numbers from bytes. {@code plain} numbers are an optional minus, digits and at most
 * one point with digits after it; grouped formats may have separators between groups of exactly
 * three digits. Spaces around are allowed; exponents, signs of currencies, plus and every other
 * character are not. Zeros past the scale are dropped, other digits there are an error.
 */
final class NumberText {
  /** Digits that always fit a long. */
  static final int LONG_DIGITS = 18;

  private static final long[] POWERS = new long[LONG_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= LONG_DIGITS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final char group;
  private final char point;
  private byte[] ungrouped = new byte[32];
  private long unscaled;

  /** For {@code plain}, {@code grouped-point} or {@code grouped-comma}. */
  NumberText(String format) {
    switch (format) {
      case "grouped-point" -> {
        group = ',';
        point = '.';
      }
      case "grouped-comma" -> {
        group = '.';
        point = ',';
      }
      default -> {
        group = 0;
        point = '.';
      }
    }
  }

  /** What the last successful {@link #read} found. */
  long unscaled() {
    return unscaled;
  }

  /**
   * Reads a number of at most {@code precision} (up to 18) digits, {@code scale} of them decimals.
   */
  @Nullable ErrorCode read(byte[] bytes, int start, int end, int precision, int scale) {
    int from = start;
    int to = end;
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    while (from < to && bytes[to - 1] == ' ') {
      to--;
    }
    if (group == 0 && to - from <= LONG_DIGITS) {
      return readShort(bytes, from, to, precision, scale);
    }
    int length = toPlain(bytes, from, to);
    if (length < 0) {
      return ErrorCode.VALUE_NUMBER;
    }
    return length <= LONG_DIGITS
        ? readShort(ungrouped, 0, length, precision, scale)
        : readLong(length, precision, scale);
  }

  private @Nullable ErrorCode readShort(byte[] bytes, int from, int to, int precision, int scale) {
    int p = from;
    boolean negative = p < to && bytes[p] == '-';
    if (negative) {
      p++;
    }
    long value = 0;
    int whole = p;
    int digit;
    while (p < to && (digit = bytes[p] - '0') >= 0 && digit <= 9) {
      value = value * 10 + digit;
      p++;
    }
    int decimals = 0;
    if (p < to && bytes[p] == '.') {
      int fraction = ++p;
      while (p < to && (digit = bytes[p] - '0') >= 0 && digit <= 9) {
        value = value * 10 + digit;
        p++;
      }
      decimals = p - fraction;
      if (decimals == 0) {
        return ErrorCode.VALUE_NUMBER;
      }
    }
    if (p != to || p == whole) {
      return ErrorCode.VALUE_NUMBER;
    }
    return fit(negative, value, decimals, precision, scale);
  }

  private @Nullable ErrorCode fit(
      boolean negative, long digits, int digitsAfterPoint, int precision, int scale) {
    long value = digits;
    int decimals = digitsAfterPoint;
    while (decimals > scale) {
      if (value % 10 != 0) {
        return ErrorCode.VALUE_DECIMALS;
      }
      value /= 10;
      decimals--;
    }
    int missing = scale - decimals;
    if (value >= POWERS[precision - missing]) {
      return ErrorCode.VALUE_OVERFLOW;
    }
    value *= POWERS[missing];
    unscaled = negative ? -value : value;
    return null;
  }

  private @Nullable ErrorCode readLong(int length, int precision, int scale) {
    BigDecimal value = new BigDecimal(new String(ungrouped, 0, length, StandardCharsets.US_ASCII));
    ErrorCode misfit = misfit(value, precision, scale);
    if (misfit == null) {
      unscaled =
          value
              .setScale(scale, java.math.RoundingMode.UNNECESSARY)
              .unscaledValue()
              .longValueExact();
    }
    return misfit;
  }

  /** Reads a number of any length. */
  @Nullable BigDecimal readExact(byte[] bytes, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    while (from < to && bytes[to - 1] == ' ') {
      to--;
    }
    int length = toPlain(bytes, from, to);
    return length < 0
        ? null
        : new BigDecimal(new String(ungrouped, 0, length, StandardCharsets.US_ASCII));
  }

  /** Why a number does not fit the column, or null. */
  static @Nullable ErrorCode misfit(BigDecimal value, int precision, int scale) {
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > scale) {
      return ErrorCode.VALUE_DECIMALS;
    }
    return stripped.precision() - stripped.scale() > precision - scale
        ? ErrorCode.VALUE_OVERFLOW
        : null;
  }

  /**
   * Copies the number without its group separators and with a point.
   *
   * @return its length, or -1 where it is not in the format
   */
  private int toPlain(byte[] bytes, int from, int to) {
    if (ungrouped.length < to - from) {
      ungrouped = new byte[Math.max(to - from, ungrouped.length * 2)];
    }
    int p = from;
    int length = 0;
    if (p < to && bytes[p] == '-') {
      ungrouped[length++] = bytes[p++];
    }
    int whole = p;
    int sinceGroup = -1;
    while (p < to && (isDigit(bytes[p]) || (group != 0 && bytes[p] == group))) {
      if (isDigit(bytes[p])) {
        ungrouped[length++] = bytes[p];
        sinceGroup += sinceGroup >= 0 ? 1 : 0;
      } else if (sinceGroup < 0 ? p == whole || p - whole > 3 : sinceGroup != 3) {
        return -1;
      } else {
        sinceGroup = 0;
      }
      p++;
    }
    if (sinceGroup >= 0 && sinceGroup != 3) {
      return -1;
    }
    boolean anyDigit = p > whole;
    if (p < to && bytes[p] == point) {
      ungrouped[length++] = '.';
      int fraction = ++p;
      while (p < to && isDigit(bytes[p])) {
        ungrouped[length++] = bytes[p++];
      }
      if (p == fraction) {
        return -1;
      }
      anyDigit = true;
    }
    return p == to && anyDigit ? length : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  @Override
  public String toString() {
    return "NumberText" + Arrays.toString(new char[] {group, point});
  }
}
