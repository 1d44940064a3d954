package com.bedrot.lake.jobs.export;

import java.math.BigInteger;

/**
 * Decimals as PostgreSQL's numeric: digits to base 10,000, aligned at the decimal point. One
 * instance is used for all values of a stream.
 */
final class NumericDigits {
  private static final int BASE = 10_000;
  private static final int BASE_DIGITS = 4;
  private static final BigInteger BIG_BASE = BigInteger.valueOf(BASE);
  // beyond it a padded fraction no longer fits a long
  private static final int LARGEST_LONG_SCALE = 16;
  private static final int LONG_BITS = 63;
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  // filled from its end, as digits come out of divisions
  private final short[] digits = new short[32];
  private int start;

  /** Writes {@code unscaled / 10^scale}, exactly. */
  void write(long unscaled, int scale, CopyBuffer out) {
    if (scale > LARGEST_LONG_SCALE || unscaled == Long.MIN_VALUE) {
      writeWide(BigInteger.valueOf(unscaled), scale, out);
      return;
    }
    long magnitude = Math.abs(unscaled);
    int groups = (scale + BASE_DIGITS - 1) / BASE_DIGITS;
    long whole = magnitude / POWERS[scale];
    long fraction = (magnitude - whole * POWERS[scale]) * POWERS[groups * BASE_DIGITS - scale];
    start = digits.length;
    for (int i = 0; i < groups; i++) {
      long rest = fraction / BASE;
      digits[--start] = (short) (fraction - rest * BASE);
      fraction = rest;
    }
    while (whole != 0) {
      long rest = whole / BASE;
      digits[--start] = (short) (whole - rest * BASE);
      whole = rest;
    }
    finish(groups, unscaled < 0, scale, out);
  }

  /** As {@link #write} for numbers of any size. */
  void write(BigInteger unscaled, int scale, CopyBuffer out) {
    if (unscaled.bitLength() < LONG_BITS && scale <= LARGEST_LONG_SCALE) {
      write(unscaled.longValue(), scale, out);
      return;
    }
    writeWide(unscaled, scale, out);
  }

  private void writeWide(BigInteger unscaled, int scale, CopyBuffer out) {
    int groups = (scale + BASE_DIGITS - 1) / BASE_DIGITS;
    BigInteger rest =
        unscaled.abs().multiply(BigInteger.valueOf(POWERS[groups * BASE_DIGITS - scale]));
    start = digits.length;
    for (int i = 0; i < groups || rest.signum() != 0; i++) {
      BigInteger[] parts = rest.divideAndRemainder(BIG_BASE);
      digits[--start] = parts[1].shortValue();
      rest = parts[0];
    }
    finish(groups, unscaled.signum() < 0, scale, out);
  }

  private void finish(int fractionGroups, boolean negative, int scale, CopyBuffer out) {
    int weight = digits.length - start - fractionGroups - 1;
    int from = start;
    while (from < digits.length && digits[from] == 0) {
      from++;
      weight--;
    }
    int end = digits.length;
    while (end > from && digits[end - 1] == 0) {
      end--;
    }
    int count = end - from;
    out.numeric(digits, from, count, count == 0 ? 0 : weight, count > 0 && negative, scale);
  }
}
