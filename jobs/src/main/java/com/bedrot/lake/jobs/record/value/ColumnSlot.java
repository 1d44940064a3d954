package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.error.ErrorCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** One contract column in a row: its place, its decoder, its sum. */
final class ColumnSlot {
  private final String name;
  private final int index;
  private final boolean required;
  private final ValueDecoder decoder;
  private final byte[][] nothing;
  private final int scale;
  private final boolean wide;
  private final Map<ErrorCode, UTF8String> ruleIds = new EnumMap<>(ErrorCode.class);
  private @Nullable MoneySum sum;

  ColumnSlot(ColumnContract column, int index) {
    this.name = column.name();
    this.index = index;
    this.required = column.required();
    this.decoder = ValueDecoder.of(column);
    this.nothing =
        column.nullTokens().stream()
            .map(t -> t.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.scale = column.type().scale();
    this.wide = column.type().precision() > NumberText.LONG_DIGITS;
    this.sum = column.type().kind() == Kind.DECIMAL ? new MoneySum(scale) : null;
  }

  void start(@Nullable String window) {
    decoder.start(window);
    if (sum != null) {
      sum = new MoneySum(scale);
    }
  }

  int index() {
    return index;
  }

  boolean required() {
    return required;
  }

  boolean isMoney() {
    return sum != null;
  }

  BigDecimal sum() {
    return sum == null ? BigDecimal.ZERO : sum.value();
  }

  /** Whether the text is one of the column's tokens for "no value". */
  boolean meansNothing(byte[] bytes, int from, int to) {
    for (byte[] token : nothing) {
      if (Arrays.equals(bytes, from, to, token, 0, token.length)) {
        return true;
      }
    }
    return false;
  }

  /** Decodes into the row and adds up. */
  @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row) {
    ErrorCode wrong = decoder.decode(bytes, from, to, row, index);
    if (wrong == null && sum != null) {
      if (wide && row.object(index) instanceof Decimal value) {
        sum.add(value.toJavaBigDecimal());
      } else {
        sum.add(row.getLong(index));
      }
    }
    return wrong;
  }

  UTF8String ruleId(ErrorCode rule) {
    return ruleIds.computeIfAbsent(rule, r -> UTF8String.fromString(r.name() + ":" + name));
  }
}
