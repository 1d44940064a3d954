package com.bedrot.lake.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.jobs.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class FileTotalsAccumulatorTest {
  private static final DatasetContract SALES =
      Datasets.delimited(Columns.text("title"), Columns.decimal("earned", 18, 12));
  private static final String THREE = "title,earned\na,0.1\nb,x\nc,0.25\n";

  @TempDir private Path folder;

  @Test
  void countsOnceWhenTasksAreRetriedAndJobsRepeated(SparkSession spark) {
    RawFile file = new RawFiles(folder, SALES).splitAt(1).write("a.csv", THREE);
    FileTotalsAccumulator totals = new FileTotalsAccumulator();
    Dataset<Row> rows = RecordSource.read(spark, SALES, List.of(file), false, totals);

    assertThat(rows.filter(failsAtFirst()).count()).isEqualTo(3);
    assertThat(rows.count()).isEqualTo(3);

    assertThat(totals.byFile())
        .isEqualTo(
            Map.of(
                "id-a.csv",
                new FileTotals(
                    "id-a.csv", 3, 0, 1, Map.of("earned", new BigDecimal("0.350000000000")))));
  }

  @Test
  void sumsMoneyOfColumnsNobodyAskedFor(SparkSession spark) {
    RawFile file = new RawFiles(folder, SALES).write("a.csv", THREE);
    FileTotalsAccumulator totals = new FileTotalsAccumulator();

    RecordSource.read(spark, SALES, List.of(file), false, totals).select("title").collectAsList();

    assertThat(totals.byFile().get("id-a.csv").money())
        .isEqualTo(Map.of("earned", new BigDecimal("0.350000000000")));
  }

  @Test
  void namesFilesWithoutRecordsToo(SparkSession spark) {
    RawFile file = new RawFiles(folder, SALES).write("a.csv", "title,earned\n");
    FileTotalsAccumulator totals = new FileTotalsAccumulator();

    assertThat(RecordSource.read(spark, SALES, List.of(file), false, totals).count()).isZero();

    assertThat(totals.byFile())
        .isEqualTo(Map.of("id-a.csv", new FileTotals("id-a.csv", 0, 0, 0, Map.of())));
  }

  private static FilterFunction<Row> failsAtFirst() {
    return row -> {
      if (TaskContext.get().attemptNumber() == 0 && row.getString(1).equals("c")) {
        throw new IllegalStateException("the first attempt fails");
      }
      return true;
    };
  }
}
