package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Decimals of up to 18 digits, as unscaled longs. */
final class DecimalDecoder extends ValueDecoder {
  private final NumberText number;
  private final int precision;
  private final int scale;

  DecimalDecoder(String numberFormat, ColumnType type) {
    this.number = new NumberText(numberFormat);
    this.precision = type.precision();
    this.scale = type.scale();
  }

  @Override
  public @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row, int slot) {
    ErrorCode wrong = number.read(bytes, from, to, precision, scale);
    if (wrong == null) {
      row.setLong(slot, number.unscaled());
    }
    return wrong;
  }
}
