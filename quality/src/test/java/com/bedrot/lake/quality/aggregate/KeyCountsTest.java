package com.bedrot.lake.quality.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.quality.SparkTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class KeyCountsTest {
  private static final StructType SCHEMA =
      new StructType().add("a", DataTypes.StringType).add("b", DataTypes.LongType);

  @Test
  void countsKeysAsAMapWouldOverManyTasks() {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String a = random.nextInt(50) == 0 ? null : "k" + random.nextInt(3_000);
      Long b = random.nextInt(50) == 0 ? null : (long) random.nextInt(3);
      rows.add(RowFactory.create(a, b));
      if (a != null || b != null) {
        expected.merge(a + "|" + b, 1, Integer::sum);
      }
    }

    KeyCounts.Result counted = counted(rows, 5);

    assertThat(counted.tooMany()).isFalse();
    assertThat(counted.rows()).isEqualTo(expected.values().stream().mapToLong(n -> n).sum());
    assertThat(counted.keys()).isEqualTo(expected.size());
    assertThat(counted.once()).isEqualTo(expected.values().stream().filter(n -> n == 1).count());
  }

  @Test
  void tellsNullsInDifferentColumnsApart() {
    KeyCounts.Result counted =
        counted(
            List.of(
                RowFactory.create("1", null),
                RowFactory.create(null, 1L),
                RowFactory.create(null, null),
                RowFactory.create("1", null)),
            1);

    assertThat(counted).isEqualTo(new KeyCounts.Result(3, 2, 1, false));
  }

  /** An executor's heartbeat serializes the buffer of a task whose result is on the way. */
  @Test
  void keepsItsCountsWhenItsBufferIsSerializedTwice() {
    Column bound =
        KeyCounts.of(List.of(new Column(new BoundReference(0, DataTypes.LongType, true))));
    KeyCounts counts = (KeyCounts) ((AggregateExpression) bound.expr()).aggregateFunction();
    InternalRow buffer = new GenericInternalRow(1);
    counts.initialize(buffer);
    counts.update(buffer, new GenericInternalRow(new Object[] {1L}));

    counts.serializeAggregateBufferInPlace(buffer);
    InternalRow seen = (InternalRow) counts.eval(buffer);
    counts.update(buffer, new GenericInternalRow(new Object[] {1L}));
    counts.update(buffer, new GenericInternalRow(new Object[] {2L}));
    counts.serializeAggregateBufferInPlace(buffer);
    counts.serializeAggregateBufferInPlace(buffer);
    InternalRow sent = (InternalRow) counts.eval(buffer);

    assertThat(List.of(seen.getLong(0), seen.getLong(1), seen.getLong(2)))
        .containsExactly(1L, 1L, 1L);
    assertThat(List.of(sent.getLong(0), sent.getLong(1), sent.getLong(2)))
        .containsExactly(3L, 2L, 1L);
  }

  @Test
  void givesUpPastItsMostKeysAndStaysSoWhenMerged() {
    KeyTable full = new KeyTable();
    for (long i = 0; i <= KeyTable.MOST_KEYS; i++) {
      full.add(i * 0x9E3779B97F4A7C15L, i);
    }
    KeyTable few = new KeyTable();
    few.add(1, 1);

    assertThat(KeyTable.fromBytes(few.merge(full).toBytes()).tooMany()).isTrue();
    assertThat(few.rows()).isEqualTo(KeyTable.MOST_KEYS + 2L);
  }

  private static KeyCounts.Result counted(List<Row> rows, int tasks) {
    Dataset<Row> data = SparkTest.session().createDataFrame(rows, SCHEMA).repartition(tasks);
    Column counts = KeyCounts.of(List.of(col("a"), col("b")));
    return KeyCounts.Result.of(data.agg(counts.as("counts")).first().getStruct(0));
  }
}
