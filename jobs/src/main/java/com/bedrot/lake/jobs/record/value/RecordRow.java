package com.bedrot.lake.jobs.record.value;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * One row, written again and again: primitives in arrays, strings as places in the reader's buffer.
 * Like Spark's own unsafe rows it is good until the next one is asked for; {@link #copy} outlives
 * it. Slots past {@link #numFields} hold values that are checked or summed but not asked for.
 */
public final class RecordRow extends InternalRow {
  private static final long serialVersionUID = 1L;
  private final DataType[] types;
  private final boolean[] nulls;
  private final long[] longs;
  private final byte[][] bytes;
  private final int[] offsets;
  private final int[] lengths;
  private final @Nullable Object[] objects;

  /** A row of the given fields with {@code extraSlots} more behind them; all null. */
  public RecordRow(DataType[] types, int extraSlots) {
    int slots = types.length + extraSlots;
    this.types = types.clone();
    this.nulls = new boolean[slots];
    this.longs = new long[slots];
    this.bytes = new byte[slots][];
    this.offsets = new int[slots];
    this.lengths = new int[slots];
    this.objects = new Object[slots];
    java.util.Arrays.fill(nulls, true);
  }

  /**
   * Integers, dates as days, timestamps as microseconds, booleans as 1 and 0, unscaled decimals.
   */
  public void setLong(int slot, long value) {
    longs[slot] = value;
    nulls[slot] = false;
  }

  /** UTF-8 text that stays where it is. */
  public void setText(int slot, byte[] base, int from, int to) {
    bytes[slot] = base;
    offsets[slot] = from;
    lengths[slot] = to - from;
    nulls[slot] = false;
  }

  /** A wide decimal or an array. */
  public void setObject(int slot, @Nullable Object value) {
    objects[slot] = value;
    nulls[slot] = value == null;
  }

  /** The value put by {@link #setObject}. */
  @Nullable Object object(int slot) {
    return nulls[slot] ? null : objects[slot];
  }

  @Override
  public void setNullAt(int slot) {
    nulls[slot] = true;
  }

  @Override
  public int numFields() {
    return types.length;
  }

  @Override
  public boolean isNullAt(int slot) {
    return nulls[slot];
  }

  @Override
  public boolean getBoolean(int slot) {
    return longs[slot] != 0;
  }

  @Override
  public int getInt(int slot) {
    return (int) longs[slot];
  }

  @Override
  public long getLong(int slot) {
    return longs[slot];
  }

  @Override
  public @Nullable Decimal getDecimal(int slot, int precision, int scale) {
    if (nulls[slot]) {
      return null;
    }
    // a new object each time, as consumers keep it (a running maximum does)
    return precision <= Decimal.MAX_LONG_DIGITS()
        ? Decimal.createUnsafe(longs[slot], precision, scale)
        : (Decimal) objects[slot];
  }

  @Override
  public @Nullable UTF8String getUTF8String(int slot) {
    return nulls[slot]
        ? null
        : UTF8String.fromAddress(
            bytes[slot], (long) Platform.BYTE_ARRAY_OFFSET + offsets[slot], lengths[slot]);
  }

  @Override
  public @Nullable ArrayData getArray(int slot) {
    return (ArrayData) object(slot);
  }

  @Override
  public @Nullable Object get(int slot, DataType type) {
    if (nulls[slot]) {
      return null;
    }
    if (type instanceof StringType) {
      return getUTF8String(slot);
    }
    if (type instanceof DecimalType decimal) {
      return getDecimal(slot, decimal.precision(), decimal.scale());
    }
    if (type.equals(DataTypes.IntegerType) || type.equals(DataTypes.DateType)) {
      return getInt(slot);
    }
    if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
      return getLong(slot);
    }
    return type.equals(DataTypes.BooleanType) ? (Object) getBoolean(slot) : objects[slot];
  }

  @Override
  public InternalRow copy() {
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      Object value = get(i, types[i]);
      values[i] = value instanceof UTF8String text ? text.copy() : value;
    }
    return new GenericInternalRow(values);
  }

  @Override
  public void update(int slot, Object value) {
    throw notWritable();
  }

  @Override
  public boolean anyNull() {
    for (int i = 0; i < types.length; i++) {
      if (nulls[i]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte getByte(int slot) {
    throw notHeld("byte");
  }

  @Override
  public short getShort(int slot) {
    throw notHeld("short");
  }

  @Override
  public float getFloat(int slot) {
    throw notHeld("float");
  }

  @Override
  public double getDouble(int slot) {
    throw notHeld("double");
  }

  @Override
  public byte[] getBinary(int slot) {
    throw notHeld("binary");
  }

  @Override
  public CalendarInterval getInterval(int slot) {
    throw notHeld("interval");
  }

  @Override
  public InternalRow getStruct(int slot, int fields) {
    throw notHeld("struct");
  }

  @Override
  public MapData getMap(int slot) {
    throw notHeld("map");
  }

  private static UnsupportedOperationException notHeld(String type) {
    return new UnsupportedOperationException("Contracts have no " + type + " columns");
  }

  private static UnsupportedOperationException notWritable() {
    return new UnsupportedOperationException("A record row is written by its reader only");
  }
}
