package com.bedrot.lake.quality.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.quality.SparkTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class GroupSumsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("account", DataTypes.StringType)
          .add("narrow", DataTypes.createDecimalType(18, 12))
          .add("wide", DataTypes.createDecimalType(38, 12));

  @Test
  void addsUpEachGroupToTheLastDigitOverManyTasks() {
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i <= 1_000; i++) {
      rows.add(row(i % 2 == 0 ? "even" : "odd", "0.000000000001", i + ".5"));
    }
    rows.add(row("odd", null, null));

    Map<List<String>, GroupSums.Sums> sums = sums(rows, 4);

    assertThat(sums).containsOnlyKeys(List.of("even"), List.of("odd"));
    assertThat(sums.get(List.of("odd")).rows()).isEqualTo(501);
    assertThat(sums.get(List.of("odd")).present()).containsExactly(500L, 500L);
    assertThat(sums.get(List.of("odd")).sums().get(0)).isEqualByComparingTo("0.0000000005");
    assertThat(sums.get(List.of("odd")).sums().get(1)).isEqualByComparingTo("250250");
    assertThat(sums.get(List.of("even")).sums().get(1)).isEqualByComparingTo("250750");
  }

  @Test
  void goesBeyondWhatALongHolds() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(row("big", "999999.999999999999", "99999999999999999999999999.999999999999"));
      rows.add(row("small", "-999999.999999999999", null));
    }

    Map<List<String>, GroupSums.Sums> sums = sums(rows, 1);

    assertThat(sums.get(List.of("big")).sums())
        .containsExactly(
            new BigDecimal("39999999.999999999960"),
            new BigDecimal("3999999999999999999999999999.999999999960"));
    assertThat(sums.get(List.of("small")).sums())
        .containsExactly(new BigDecimal("-39999999.999999999960"), new BigDecimal("0E-12"));
    assertThat(sums.get(List.of("small")).present()).containsExactly(40L, 0L);
  }

  @Test
  void countsOnlyTheRowsItIsAskedTo() {
    Dataset<Row> data = data(List.of(row("a", "1", "1"), row("b", "2", "2")), 1);
    Column sums =
        GroupSums.of(
            col("narrow").gt(1), List.of(col("account")), List.of(col("narrow"), col("wide")));

    assertThat(GroupSums.Sums.of(data.agg(sums.as("sums")).first().getList(0)))
        .containsOnlyKeys(List.of("b"));
  }

  @Test
  void noRowsHaveNoGroups() {
    assertThat(sums(List.of(), 1)).isEmpty();
  }

  @Test
  void sameNumbersAreTheSameAtAnyScale() {
    GroupSums.Sums one = new GroupSums.Sums(2, List.of(2L), List.of(new BigDecimal("1.50")));

    assertThat(one.isSameAs(new GroupSums.Sums(2, List.of(2L), List.of(new BigDecimal("1.5")))))
        .isTrue();
    assertThat(one.isSameAs(new GroupSums.Sums(2, List.of(1L), List.of(new BigDecimal("1.5")))))
        .isFalse();
    assertThat(one.isSameAs(new GroupSums.Sums(2, List.of(2L), List.of(new BigDecimal("1.51")))))
        .isFalse();
  }

  private static Map<List<String>, GroupSums.Sums> sums(List<Row> rows, int tasks) {
    Column sums = GroupSums.of(List.of(col("account")), List.of(col("narrow"), col("wide")));
    return GroupSums.Sums.of(data(rows, tasks).agg(sums.as("sums")).first().getList(0));
  }

  private static Dataset<Row> data(List<Row> rows, int tasks) {
    return SparkTest.session().createDataFrame(rows, SCHEMA).repartition(tasks);
  }

  private static Row row(String account, String narrow, String wide) {
    return RowFactory.create(
        account,
        narrow == null ? null : new BigDecimal(narrow),
        wide == null ? null : new BigDecimal(wide));
  }
}
