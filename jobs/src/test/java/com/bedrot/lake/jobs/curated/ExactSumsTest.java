package com.bedrot.lake.jobs.curated;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.jobs.SparkTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ExactSumsTest {
  private static final StructType SCHEMA =
      new StructType().add("money", DataTypes.createDecimalType(18, 12));

  @Test
  void isWhatBigDecimalsAddUpToBelowAndAboveZero() {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 5_000; i++) {
      BigDecimal money = BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000_000_000L, 12);
      rows.add(RowFactory.create(money));
      expected = expected.add(money);
    }

    assertThat(sum(rows)).isEqualByComparingTo(expected).hasScaleOf(12);
  }

  @Test
  void takesTheLargestAndSmallestAmounts() {
    BigDecimal most = new BigDecimal("999999.999999999999");

    assertThat(sum(List.of(RowFactory.create(most), RowFactory.create(most))))
        .isEqualByComparingTo("1999999.999999999998");
    assertThat(sum(List.of(RowFactory.create(most.negate()), RowFactory.create(most.negate()))))
        .isEqualByComparingTo("-1999999.999999999998");
    assertThat(sum(List.of(RowFactory.create(new BigDecimal("-0.000000000001")))))
        .isEqualByComparingTo("-0.000000000001");
  }

  @Test
  void isNullWhereNoRowHasAValue() {
    assertThat(sum(List.of(RowFactory.create((Object) null)))).isNull();
  }

  private static BigDecimal sum(List<Row> rows) {
    return SparkTest.session()
        .createDataFrame(rows, SCHEMA)
        .agg(ExactSums.ofMoney("money").as("sum"))
        .first()
        .getDecimal(0);
  }
}
