package com.bedrot.lake.jobs.record.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class MoneySumTest {
  @Test
  void staysExactBeyondALong() {
    MoneySum sum = new MoneySum(2);
    BigInteger expected = BigInteger.ZERO;
    for (long value :
        new long[] {Long.MAX_VALUE, Long.MAX_VALUE, -7, Long.MIN_VALUE, 1, Long.MAX_VALUE}) {
      sum.add(value);
      expected = expected.add(BigInteger.valueOf(value));
    }
    sum.add(new BigDecimal("0.05"));

    assertThat(sum.value()).isEqualTo(new BigDecimal(expected.add(BigInteger.valueOf(5)), 2));
  }
}
