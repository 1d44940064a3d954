package com.bedrot.lake.jobs.record.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact sum of one column's decimals: a long as far as it goes, a big integer beyond. */
final class MoneySum {
  private final int scale;
  private BigInteger carried = BigInteger.ZERO;
  private BigDecimal wide = BigDecimal.ZERO;
  private long running;

  MoneySum(int scale) {
    this.scale = scale;
  }

  void add(long unscaled) {
    long sum = running + unscaled;
    if (((running ^ sum) & (unscaled ^ sum)) < 0) {
      carried = carried.add(BigInteger.valueOf(running));
      sum = unscaled;
    }
    running = sum;
  }

  void add(BigDecimal value) {
    wide = wide.add(value);
  }

  BigDecimal value() {
    return new BigDecimal(carried.add(BigInteger.valueOf(running)), scale)
        .add(wide)
        .setScale(scale);
  }
}
