package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one column's values. Nothing is rounded or guessed: what is not exactly a value of the
 * column in one of the contract's formats is an error. Not shared between threads.
 */
public abstract class ValueDecoder {
  /** The decoder of a column's type and formats. */
  public static ValueDecoder of(ColumnContract column) {
    return switch (column.type().kind()) {
      case STRING, JSON -> new TextDecoder();
      case INTEGER ->
          new IntegerDecoder(column.numberFormat(), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> new IntegerDecoder(column.numberFormat(), Long.MIN_VALUE, Long.MAX_VALUE);
      case DECIMAL ->
          column.type().precision() <= NumberText.LONG_DIGITS
              ? new DecimalDecoder(column.numberFormat(), column.type())
              : new WideDecimalDecoder(column.numberFormat(), column.type());
      case DATE -> new DateDecoder(column.formats(), "yyyy-MM-dd");
      case MONTH -> new DateDecoder(column.formats(), "yyyy-MM");
      case TIMESTAMP -> new TimestampDecoder(column.formats());
      case BOOLEAN -> new BooleanDecoder();
    };
  }

  /**
   * Writes the value of the UTF-8 text {@code bytes[from, to)}, which is not empty, into the slot.
   *
   * @return null, or what is wrong; the slot is then undefined
   */
  public abstract @Nullable ErrorCode decode(
      byte[] bytes, int from, int to, RecordRow row, int slot);

  /**
   * Starts another file.
   *
   * @param window {@code first/last} day of files whose dates have no year, or null
   */
  public void start(@Nullable String window) {}
}
