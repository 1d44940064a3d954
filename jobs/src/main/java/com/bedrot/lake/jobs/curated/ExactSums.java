package com.bedrot.lake.jobs.curated;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.UnscaledValue;

/**
 * Sums of money to the last digit, added up as two whole numbers: Spark adds wide decimals one
 * object a row, which costs more than the rest of an aggregate.
 */
final class ExactSums {
  private static final int HALF = 32;
  private static final long LOW_BITS = 0xFFFFFFFFL;

  private ExactSums() {}

  /**
   * The sum of a {@code decimal(18,12)} column as {@code decimal(38,12)}, null where no row has a
   * value. Neither half can overflow below 2^31 rows.
   */
  static Column ofMoney(String column) {
    Column units = new Column(new UnscaledValue(col(column).cast("decimal(18,12)").expr()));
    Column high = sum(shiftright(units, HALF)).cast("decimal(20,0)");
    Column low = sum(units.bitwiseAND(lit(LOW_BITS))).cast("decimal(20,0)");
    return high.multiply(lit(BigDecimal.valueOf(1L << HALF, 12)))
        .plus(low.multiply(lit(new BigDecimal("0.000000000001"))))
        .cast("decimal(38,12)");
  }
}
