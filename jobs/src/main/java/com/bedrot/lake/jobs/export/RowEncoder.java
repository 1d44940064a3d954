package com.bedrot.lake.jobs.export;

import com.bedrot.lake.jobs.warehouse.WarehouseColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * Writes Spark's rows to a COPY stream as they lie in memory, without an object per value, and sums
 * their decimals on the way.
 */
final class RowEncoder {
  private static final int LONG_PRECISION = 18;
  private static final int DAYS_TO_2000 = 10_957;
  private static final long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;

  /** Writes one field of a row that is not null. */
  private interface Field {
    void write(InternalRow row, int ordinal, CopyBuffer out);
  }

  private final Field[] fields;
  private final List<ExactSum> sums;
  private final NumericDigits digits = new NumericDigits();
  private long rows;

  RowEncoder(List<WarehouseColumn> columns) {
    List<ExactSum> made = new java.util.ArrayList<>();
    fields = new Field[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      WarehouseColumn column = columns.get(i);
      ExactSum sum = new ExactSum(column.type().scale());
      if (column.summed()) {
        made.add(sum);
      }
      fields[i] = field(column, sum);
    }
    sums = made;
  }

  void write(InternalRow row, CopyBuffer out) {
    out.beginRow(fields.length);
    for (int i = 0; i < fields.length; i++) {
      if (row.isNullAt(i)) {
        out.missing();
      } else {
        fields[i].write(row, i, out);
      }
    }
    rows++;
  }

  long rows() {
    return rows;
  }

  /** The sum of each decimal column, in column order. */
  BigDecimal[] sums() {
    return sums.stream().map(ExactSum::value).toArray(BigDecimal[]::new);
  }

  private Field field(WarehouseColumn column, ExactSum sum) {
    return switch (column.wire()) {
      case TEXT -> (row, i, out) -> out.text(row.getUTF8String(i));
      case JSONB -> (row, i, out) -> out.jsonb(row.getUTF8String(i));
      case INTEGER -> (row, i, out) -> out.integer(row.getInt(i));
      case BIGINT ->
          column.type().sparkType().equals("int")
              ? (row, i, out) -> out.bigint(row.getInt(i))
              : (row, i, out) -> out.bigint(row.getLong(i));
      case DATE -> (row, i, out) -> out.integer(row.getInt(i) - DAYS_TO_2000);
      case TIMESTAMP -> (row, i, out) -> out.bigint(row.getLong(i) - MICROS_TO_2000);
      case BOOLEAN -> (row, i, out) -> out.bool(row.getBoolean(i));
      case NUMERIC -> numeric(column.type().precision(), column.type().scale(), sum);
    };
  }

  private Field numeric(int precision, int scale, ExactSum sum) {
    if (precision > LONG_PRECISION) {
      return (row, i, out) -> {
        BigInteger unscaled =
            row.getDecimal(i, precision, scale).toJavaBigDecimal().unscaledValue();
        sum.add(unscaled);
        digits.write(unscaled, scale, out);
      };
    }
    return (row, i, out) -> {
      long unscaled =
          row instanceof UnsafeRow
              ? row.getLong(i) // where such a decimal lies, unscaled
              : row.getDecimal(i, precision, scale).toUnscaledLong();
      sum.add(unscaled);
      digits.write(unscaled, scale, out);
    };
  }
}
