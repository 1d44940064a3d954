package com.bedrot.lake.jobs.export;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The sum of a decimal column, never rounded; longs as long as they do. */
final class ExactSum {
  private final int scale;
  private long near;
  private BigInteger far = BigInteger.ZERO;

  ExactSum(int scale) {
    this.scale = scale;
  }

  void add(long unscaled) {
    long sum = near + unscaled;
    if (((near ^ sum) & (unscaled ^ sum)) < 0) {
      far = far.add(BigInteger.valueOf(near));
      near = unscaled;
      return;
    }
    near = sum;
  }

  void add(BigInteger unscaled) {
    far = far.add(unscaled);
  }

  BigDecimal value() {
    return new BigDecimal(far.add(BigInteger.valueOf(near)), scale);
  }
}
