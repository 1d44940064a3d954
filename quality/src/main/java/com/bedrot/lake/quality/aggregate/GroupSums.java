package com.bedrot.lake.quality.aggregate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows and exact decimal sums of each group of rows, where groups are few: those of one file, one
 * account. Sums have no width that could overflow.
 */
public final class GroupSums extends RidingAggregate<SumTable> {
  private static final long serialVersionUID = 1L;
  private static final DataType RESULT =
      new ArrayType(
          new StructType()
              .add("group", new ArrayType(DataTypes.StringType, false))
              .add("rows", DataTypes.LongType)
              .add("present", new ArrayType(DataTypes.LongType, false))
              .add("sums", new ArrayType(DataTypes.StringType, false)),
          false);

  private final int groupColumns;

  private GroupSums(List<Expression> inputs, int groupColumns, int mutableOffset, int inputOffset) {
    super(inputs, mutableOffset, inputOffset);
    this.groupColumns = groupColumns;
  }

  /**
   * The aggregate; its value is read by {@link Sums#of}.
   *
   * @param counted condition: other rows are left out
   * @param group text columns that name the group; null counts as the empty text
   * @param values decimal columns to add up
   */
  public static Column of(Column counted, List<Column> group, List<Column> values) {
    List<Column> inputs = new ArrayList<>(List.of(counted));
    inputs.addAll(group);
    inputs.addAll(values);
    return new GroupSums(expressions(inputs), group.size(), 0, 0).column();
  }

  /** {@link #of(Column, List, List)} over every row. */
  public static Column of(List<Column> group, List<Column> values) {
    return of(functions.lit(true), group, values);
  }

  /**
   * One group's numbers, values in the order they were asked for.
   *
   * @param present rows that have the value
   * @param sums zero where no row has it
   */
  public record Sums(long rows, List<Long> present, List<BigDecimal> sums) {
    public Sums {
      present = List.copyOf(present);
      sums = List.copyOf(sums);
    }

    /** Whether the numbers are the same, at whatever scale the sums are written. */
    public boolean isSameAs(Sums other) {
      return rows == other.rows
          && present.equals(other.present)
          && sums.size() == other.sums.size()
          && IntStream.range(0, sums.size())
              .allMatch(i -> sums.get(i).compareTo(other.sums.get(i)) == 0);
    }

    /** Reads the aggregate's value: the group's texts to its numbers. */
    public static Map<List<String>, Sums> of(List<Row> value) {
      Map<List<String>, Sums> groups = new LinkedHashMap<>();
      for (Row row : value) {
        groups.put(
            row.<String>getList(0),
            new Sums(
                row.getLong(1),
                row.getList(2),
                row.<String>getList(3).stream().map(BigDecimal::new).toList()));
      }
      return groups;
    }
  }

  @Override
  public DataType dataType() {
    return RESULT;
  }

  @Override
  SumTable newState() {
    int[] scales = new int[inputs().size() - 1 - groupColumns];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = ((DecimalType) inputs().get(1 + groupColumns + i).dataType()).scale();
    }
    return new SumTable(groupColumns, scales);
  }

  @Override
  void add(SumTable table, InternalRow row) {
    List<Expression> inputs = inputs();
    if (!Boolean.TRUE.equals(inputs.get(0).eval(row))) {
      return;
    }
    UTF8String[] group = table.scratch();
    for (int i = 0; i < groupColumns; i++) {
      Object text = inputs.get(1 + i).eval(row);
      group[i] = text == null ? UTF8String.EMPTY_UTF8 : (UTF8String) text;
    }
    SumTable.Group sums = table.groupOfScratch();
    sums.countRow();
    for (int i = 1 + groupColumns; i < inputs.size(); i++) {
      Decimal value = (Decimal) inputs.get(i).eval(row);
      if (value != null) {
        sums.add(i - 1 - groupColumns, value);
      }
    }
  }

  @Override
  void join(SumTable table, SumTable other) {
    table.merge(other);
  }

  @Override
  Object result(SumTable table) {
    return new GenericArrayData(
        table.groups().stream()
            .map(
                g ->
                    (Object)
                        new GenericInternalRow(
                            new Object[] {
                              new GenericArrayData((Object[]) g.texts()),
                              g.rows(),
                              new GenericArrayData(g.present()),
                              new GenericArrayData(
                                  g.sums().stream()
                                      .map(s -> UTF8String.fromString(s.toPlainString()))
                                      .toArray())
                            }))
            .toArray());
  }

  @Override
  byte[] toBytes(SumTable table) {
    return table.toBytes();
  }

  @Override
  SumTable fromBytes(byte[] bytes) {
    return SumTable.fromBytes(bytes);
  }

  @Override
  GroupSums with(List<Expression> newInputs, int newMutable, int newInput) {
    return new GroupSums(new ArrayList<>(newInputs), groupColumns, newMutable, newInput);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof GroupSums that
        && groupColumns == that.groupColumns;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + groupColumns;
  }
}
