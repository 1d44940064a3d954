package com.bedrot.lake.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.SparkTest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class RowRulesTest {
  private static final DatasetContract SALES =
      Datasets.delimited(
          Columns.of("day", Kind.DATE), Columns.text("title"), Columns.of("units", Kind.LONG));

  @TempDir private Path folder;

  @Test
  void collectsBreakingRulesBehindTheReadersAndTheOthersAsFlags(SparkSession spark) {
    DatasetContract contract =
        Datasets.withRules(
            SALES,
            rule("refund", Severity.OBSERVE, "units >= 0"),
            rule("titled", Severity.WARN, "title <> 'b'"),
            rule("in_future", Severity.QUARANTINE_ROW, "day <= ${today}"),
            rule("before_label", Severity.QUARANTINE_FILE, "day >= ${first_period}"));

    List<Row> rows =
        judged(
                spark,
                contract,
                "2025-06-01,a,1\n2025-06-02,b,-1\n2025-06-03,c,0\n2014-12-31,d,x\n,e,\n")
            .select("title", "_broken", "_flags")
            .collectAsList();

    assertThat(rows)
        .extracting(Row::toString)
        .containsExactly(
            "[a,null,null]",
            "[b,null,WrappedArray(refund, titled)]",
            "[c,WrappedArray(in_future),null]",
            "[d,WrappedArray(VALUE_NUMBER:units, before_label),null]",
            "[e,null,null]");
  }

  @Test
  void findsPatternsAsSparkDoesWhateverTextsCameBefore(SparkSession spark) {
    DatasetContract contract =
        Datasets.withRules(
            SALES,
            rule("shape", Severity.WARN, "replace(title, '-', '') rlike '[0-9]{2}$'"),
            rule("other", Severity.WARN, "not (title rlike '^a') or units = 1"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append("2025-06-01,").append(i % 3 == 0 ? "a" : "b").append(i % 6000 / 5).append(",");
      lines.append(i % 2).append('\n');
    }
    lines.append("2025-06-01,,1\n");
    Dataset<Row> rows = judged(spark, contract, lines.toString());

    Dataset<Row> wrong =
        rows.selectExpr(
                "title",
                "coalesce(array_contains(_flags, 'shape'), false) as shape",
                "coalesce(array_contains(_flags, 'other'), false) as other",
                "units")
            .where(
                "shape <> coalesce(not (replace(title, '-', '') rlike '[0-9]{2}$'), false)"
                    + " or other <> coalesce(title rlike '^a' and units <> 1, false)");

    assertThat(rows.count()).isEqualTo(20_001);
    assertThat(rows.where("_flags is not null").count()).isBetween(1_000L, 19_000L);
    assertThat(wrong.collectAsList()).isEmpty();
  }

  @Test
  void keepsTheColumnsInOrderAndAddsFlagsLast(SparkSession spark) {
    assertThat(judged(spark, SALES, "2025-06-01,a,1\n").columns())
        .containsExactly(
            "account",
            "day",
            "title",
            "units",
            "_file_sha256",
            "_row",
            "_broken",
            "_raw",
            "_flags");
  }

  @Test
  void staysInsideGeneratedCode(SparkSession spark) {
    DatasetContract contract =
        Datasets.withRules(
            SALES,
            rule("refund", Severity.OBSERVE, "units >= 0"),
            rule("titled", Severity.QUARANTINE_ROW, "title rlike '^[a-z]$'"));

    String plan =
        judged(spark, contract, "2025-06-01,a,1\n").queryExecution().executedPlan().toString();

    assertThat(plan.lines().findFirst().orElse("")).startsWith("*(1) Project");
  }

  @Test
  void namesTheRuleThatIsNoCondition(SparkSession spark) {
    DatasetContract contract =
        Datasets.withRules(SALES, rule("odd", Severity.WARN, "units >= >= 0"));

    assertThatThrownBy(() -> judged(spark, contract, "2025-06-01,a,1\n"))
        .isInstanceOf(TransformationException.class)
        .hasMessageStartingWith("Row rule odd of shop.sales cannot be evaluated: ");
  }

  @Test
  void namesTheDatasetWhoseRulesUseUnknownColumns(SparkSession spark) {
    DatasetContract contract = Datasets.withRules(SALES, rule("odd", Severity.WARN, "earned >= 0"));

    assertThatThrownBy(() -> judged(spark, contract, "2025-06-01,a,1\n"))
        .isInstanceOf(TransformationException.class)
        .hasMessageStartingWith("The row rules of shop.sales cannot be evaluated: ");
  }

  private Dataset<Row> judged(SparkSession spark, DatasetContract contract, String records) {
    RawFile file = new RawFiles(folder, contract).write("a.csv", "day,title,units\n" + records);
    Dataset<Row> rows =
        RecordSource.read(spark, contract, List.of(file), false, new FileTotalsAccumulator());
    return new RowRules(contract, LocalDate.of(2025, 6, 2), LocalDate.of(2015, 1, 1)).apply(rows);
  }

  private static RuleContract rule(String id, Severity severity, String expression) {
    return new RuleContract(
        id, id, RuleContract.Level.ROW, severity, null, null, expression, null, null, null);
  }
}
