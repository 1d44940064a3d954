package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.error.ErrorCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.types.Decimal;
import org.jspecify.annotations.Nullable;

/** Decimals of more than 18 digits, as objects. */
final class WideDecimalDecoder extends ValueDecoder {
  private final NumberText number;
  private final int precision;
  private final int scale;

  WideDecimalDecoder(String numberFormat, ColumnType type) {
    this.number = new NumberText(numberFormat);
    this.precision = type.precision();
    this.scale = type.scale();
  }

  @Override
  public @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row, int slot) {
    BigDecimal value = number.readExact(bytes, from, to);
    if (value == null) {
      return ErrorCode.VALUE_NUMBER;
    }
    ErrorCode misfit = NumberText.misfit(value, precision, scale);
    if (misfit != null) {
      return misfit;
    }
    BigDecimal scaled = value.setScale(scale, RoundingMode.UNNECESSARY);
    row.setObject(slot, Decimal.apply(scaled, precision, scale));
    return null;
  }
}
