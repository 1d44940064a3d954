package com.bedrot.lake.quality.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How many different keys some rows have, and how many keys are there once. Keys are told apart by
 * 128 bits of hash; past {@value KeyTable#MOST_KEYS} of them it gives up and says so. Rows all of
 * whose key columns are null are left out, as Deequ's grouping analyzers leave them out.
 */
public final class KeyCounts extends RidingAggregate<KeyTable> {
  private static final long serialVersionUID = 1L;
  private static final long SEED_OF_SECOND = 0x9E3779B97F4A7C15L;
  private static final StructType RESULT =
      new StructType()
          .add("rows", DataTypes.LongType)
          .add("keys", DataTypes.LongType)
          .add("once", DataTypes.LongType)
          .add("too_many", DataTypes.BooleanType);

  private KeyCounts(List<Expression> keys, int mutableOffset, int inputOffset) {
    super(keys, mutableOffset, inputOffset);
  }

  /** The aggregate over the rows' key columns; its value is read by {@link Result#of}. */
  public static Column of(List<Column> keyColumns) {
    return new KeyCounts(expressions(keyColumns), 0, 0).column();
  }

  /**
   * What was counted.
   *
   * @param rows rows with a key
   * @param keys different keys
   * @param once keys that exactly one row has
   * @param tooMany whether it gave up; the other numbers mean nothing then
   */
  public record Result(long rows, long keys, long once, boolean tooMany) {
    /** Reads the aggregate's value. */
    public static Result of(Row value) {
      return new Result(value.getLong(0), value.getLong(1), value.getLong(2), value.getBoolean(3));
    }
  }

  @Override
  public DataType dataType() {
    return RESULT;
  }

  @Override
  KeyTable newState() {
    return new KeyTable();
  }

  @Override
  void add(KeyTable table, InternalRow row) {
    long first = 0;
    long second = SEED_OF_SECOND;
    boolean any = false;
    List<Expression> keys = inputs();
    for (int i = 0; i < keys.size(); i++) {
      Object value = keys.get(i).eval(row);
      if (value == null) {
        first = 31 * first + i;
        second = 37 * second + i;
        continue;
      }
      any = true;
      DataType type = keys.get(i).dataType();
      first = XxHash64Function.hash(value, type, 31 * first + i);
      second = XxHash64Function.hash(value, type, 37 * second + i);
    }
    if (any) {
      table.add(first, second);
    }
  }

  @Override
  void join(KeyTable table, KeyTable other) {
    table.merge(other);
  }

  @Override
  Object result(KeyTable table) {
    return new GenericInternalRow(
        new Object[] {table.rows(), table.keys(), table.once(), table.tooMany()});
  }

  @Override
  byte[] toBytes(KeyTable table) {
    return table.toBytes();
  }

  @Override
  KeyTable fromBytes(byte[] bytes) {
    return KeyTable.fromBytes(bytes);
  }

  @Override
  KeyCounts with(List<Expression> newInputs, int newMutable, int newInput) {
    return new KeyCounts(new ArrayList<>(newInputs), newMutable, newInput);
  }
}
