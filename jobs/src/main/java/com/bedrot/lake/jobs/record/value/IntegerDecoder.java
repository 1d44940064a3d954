package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.error.ErrorCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whole numbers within a range. */
final class IntegerDecoder extends ValueDecoder {
  private final NumberText number;
  private final long least;
  private final long greatest;

  IntegerDecoder(String numberFormat, long least, long greatest) {
    this.number = new NumberText(numberFormat);
    this.least = least;
    this.greatest = greatest;
  }

  @Override
  public @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row, int slot) {
    ErrorCode wrong = number.read(bytes, from, to, NumberText.LONG_DIGITS, 0);
    if (wrong == ErrorCode.VALUE_OVERFLOW) {
      return decodeWide(bytes, from, to, row, slot);
    }
    if (wrong != null) {
      return wrong;
    }
    return put(number.unscaled(), row, slot);
  }

  /** Nineteen digits may still fit a long. */
  private @Nullable ErrorCode decodeWide(byte[] bytes, int from, int to, RecordRow row, int slot) {
    BigDecimal exact = number.readExact(bytes, from, to);
    if (exact == null
        || exact.compareTo(BigDecimal.valueOf(least)) < 0
        || exact.compareTo(BigDecimal.valueOf(greatest)) > 0) {
      return ErrorCode.VALUE_OVERFLOW;
    }
    return put(exact.longValueExact(), row, slot);
  }

  private @Nullable ErrorCode put(long value, RecordRow row, int slot) {
    if (value < least || value > greatest) {
      return ErrorCode.VALUE_OVERFLOW;
    }
    row.setLong(slot, value);
    return null;
  }
}
