package com.bedrot.lake.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postgresql.util.ByteConverter;

class NumericDigitsTest {
  private final CopyBuffer buffer = new CopyBuffer(64);
  private final NumericDigits digits = new NumericDigits();

  private BigDecimal decoded() {
    return (BigDecimal) ByteConverter.numeric(buffer.bytes(), 4, buffer.length() - 4);
  }

  @Test
  void writesEveryDecimalAsTheDriverReadsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      int scale = random.nextInt(19);
      BigInteger unscaled =
          new BigInteger(random.nextInt(120), random).multiply(BigInteger.valueOf(1 - 2 * (i % 2)));
      buffer.clear();
      digits.write(unscaled, scale, buffer);
      assertThat(decoded()).isEqualByComparingTo(new BigDecimal(unscaled, scale));
    }
  }

  @Test
  void writesLongsWithoutLosingTheirEnds() {
    long[] values = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 10_000, 99_999_999};
    for (long unscaled : values) {
      for (int scale = 0; scale <= 18; scale++) {
        buffer.clear();
        digits.write(unscaled, scale, buffer);
        assertThat(decoded()).isEqualByComparingTo(BigDecimal.valueOf(unscaled, scale));
      }
    }
  }

  @Test
  void sumsBeyondALong() {
    ExactSum sum = new ExactSum(12);
    BigDecimal expected = BigDecimal.ZERO;
    for (long value : new long[] {Long.MAX_VALUE, Long.MAX_VALUE, -5, Long.MIN_VALUE, 3}) {
      sum.add(value);
      expected = expected.add(BigDecimal.valueOf(value, 12));
    }
    sum.add(BigInteger.TWO.pow(90));
    expected = expected.add(new BigDecimal(BigInteger.TWO.pow(90), 12));

    assertThat(sum.value()).isEqualTo(expected);
  }
}
