package com.bedrot.lake.quality.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.metrics.DoubleMetric;
import com.amazon.deequ.metrics.Metric;
import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.quality.SparkTest;
import com.bedrot.lake.quality.gate.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableChecksTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("isrc", DataTypes.StringType)
          .add("store", DataTypes.StringType)
          .add("quantity", DataTypes.LongType)
          .add("earnings", DataTypes.createDecimalType(18, 12));

  private static final List<RuleContract> RULES =
      List.of(
          rule("rows", "row_count", null, null, 3.0, null),
          rule("isrc_there", "completeness", "isrc", null, 1.0, 1.0),
          rule("once", "uniqueness", "isrc, store", null, 1.0, null),
          rule("stores", "distinct", "store", null, 0.1, 0.5),
          rule("lowest", "minimum", "earnings", null, -0.5, null),
          rule("highest", "maximum", "earnings", null, null, 100.0),
          rule("average", "mean", "quantity", null, 1.0, 2.0),
          rule("units", "sum", "quantity", null, 6.0, 6.0),
          rule("sane", "compliance", null, "earnings >= 0 OR quantity < 0", 0.9, null),
          rule("anything", "sum", "earnings", null, null, null));

  @Test
  void measuresEveryRuleOnTheWayOrInTheSecondLook() {
    List<String> messages = judged(RULES, data()).stream().map(Verdict::message).toList();

    assertThat(messages)
        .containsExactly(
            "row_count is 4, wanted at least 3",
            "completeness(isrc) is 0.75, wanted 1",
            "uniqueness(isrc, store) is 1, wanted at least 1",
            "distinct(store) is 0.5, wanted 0.1 to 0.5",
            "minimum(earnings) is -0.25, wanted at least -0.5",
            "maximum(earnings) is 200.5, wanted at most 100",
            "mean(quantity) is 1.5, wanted 1 to 2",
            "sum(quantity) is 6, wanted 6",
            "compliance(earnings >= 0 OR quantity < 0) is 0.75, wanted at least 0.9",
            "sum(earnings) is 201.750000000001, wanted any value");
  }

  @Test
  void metricsEqualThoseOfASeparateDeequRun() {
    VerificationResult separate = deequWithoutAnsi(data());

    for (Verdict verdict : judged(RULES, data())) {
      RuleContract rule =
          RULES.stream().filter(r -> r.id().equals(verdict.ruleId())).findFirst().orElseThrow();
      Metric<?> metric =
          separate
              .metrics()
              .apply(GroupingScan.untyped(RuleAnalyzers.of("royalty_transactions", rule)));
      assertThat(verdict.value()).isEqualTo(((DoubleMetric) metric).value().get());
    }
  }

  @Test
  void passesExactlyTheRulesThatHold() {
    assertThat(judged(RULES, data()).stream().filter(v -> !v.passed()).map(Verdict::ruleId))
        .containsExactly("isrc_there", "highest", "sane");
  }

  @Test
  void aMetricThatCannotBeMeasuredNeverPasses() {
    List<RuleContract> rules =
        List.of(
            rule("gone", "completeness", "upc", null, null, null),
            rule("text", "sum", "isrc", null, null, 1.0),
            rule("gone_key", "uniqueness", "upc", null, null, null));

    List<Verdict> verdicts = judged(rules, data());

    assertThat(verdicts).extracting(Verdict::passed).containsOnly(false);
    assertThat(verdicts).extracting(Verdict::value).containsOnlyNulls();
    assertThat(verdicts)
        .extracting(Verdict::message)
        .containsExactly(
            "completeness(upc) not measured (Input data does not include column upc!),"
                + " wanted any value",
            "sum(isrc) not measured (Expected type of column isrc to be numeric,"
                + " but found StringType instead!), wanted at most 1",
            "uniqueness(upc) not measured (Input data does not include column upc!),"
                + " wanted any value");
  }

  @Test
  void anEmptyColumnIsNotMeasured() {
    Row row = RowFactory.create("A", "spotify", 1L, null);

    List<Verdict> verdicts =
        judged(List.of(rule("lowest", "minimum", "earnings", null, 0.0, null)), data(row));

    assertThat(verdicts.get(0).passed()).isFalse();
    assertThat(verdicts.get(0).value()).isNull();
  }

  @Test
  void withoutRowsOnlyTheRowCountCanBeBroken() {
    List<Verdict> verdicts = judged(RULES, data(new Row[0]));

    assertThat(verdicts.stream().filter(v -> !v.passed()).map(Verdict::message))
        .containsExactly("row_count is 0, wanted at least 3");
    assertThat(verdicts.get(1).message()).isEqualTo("completeness(isrc) no rows, wanted 1");
  }

  @Test
  void keptRowsCountForTheRowCountOnly() {
    TableChecks checks = TableChecks.of("royalty_transactions", RULES, SCHEMA);
    Row observed = observed(checks, data(new Row[0]));

    assertThat(checks.judge(observed, 7).get(0).message())
        .isEqualTo("row_count is 7, wanted at least 3");
  }

  @Test
  void takesASecondLookWhereKeysAreTooManyToCountOnTheWay() {
    List<RuleContract> rules = List.of(rule("once", "uniqueness", "id", null, 1.0, null));
    Dataset<Row> many = SparkTest.session().range(0, 2_200_000, 1, 2).toDF();
    TableChecks checks = TableChecks.of("t", rules, many.schema());
    Row observed = observed(checks, many);

    assertThat(checks.judge(observed)).isEmpty();
    assertThat(checks.judgeWithScan(observed, () -> many.union(many.limit(1))))
        .extracting(Verdict::passed)
        .containsExactly(false);
  }

  @Test
  void rowRulesAreNotTheGates() {
    RuleContract row =
        new RuleContract(
            "r", "", RuleContract.Level.ROW, Severity.WARN, null, null, "1=1", null, null, null);

    TableChecks checks = TableChecks.of("t", List.of(row), SCHEMA);

    assertThat(checks.observations()).hasSize(1);
    assertThat(checks.judgeWithScan(observed(checks, data()), TableChecksTest::data)).isEmpty();
  }

  @Test
  void refusesRulesThatNameTooLittle() {
    assertInvalid(rule("r", null, null, null, null, null), "rule r of t names no metric");
    assertInvalid(rule("r", "sum", null, null, null, null), "rule r of t names no column");
    assertInvalid(
        rule("r", "compliance", "isrc", null, null, null), "rule r of t names no expression");
    assertInvalid(
        rule("r", "median", "isrc", null, null, null),
        "rule r of t names the unknown metric median");
  }

  private static void assertInvalid(RuleContract rule, String message) {
    assertThatThrownBy(() -> TableChecks.of("t", List.of(rule), SCHEMA))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_INVALID))
        .hasMessage(message);
  }

  private static List<Verdict> judged(List<RuleContract> rules, Dataset<Row> data) {
    TableChecks checks = TableChecks.of("royalty_transactions", rules, SCHEMA);
    Row observed = observed(checks, data);
    List<Verdict> verdicts = new ArrayList<>(checks.judge(observed));
    verdicts.addAll(checks.judgeWithScan(observed, () -> data));
    return verdicts;
  }

  private static Row observed(TableChecks checks, Dataset<Row> data) {
    List<Column> columns = checks.observations();
    return data.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
        .first();
  }

  /** Deequ's own minimum and maximum do not run in ANSI mode. */
  private static VerificationResult deequWithoutAnsi(Dataset<Row> data) {
    var suite = new VerificationSuite().onData(data);
    for (RuleContract rule : RULES) {
      Analyzer<?, Metric<?>> analyzer =
          GroupingScan.untyped(RuleAnalyzers.of("royalty_transactions", rule));
      suite = suite.addRequiredAnalyzer(analyzer);
    }
    SparkTest.session().conf().set("spark.sql.ansi.enabled", "false");
    try {
      return suite.run();
    } finally {
      SparkTest.session().conf().set("spark.sql.ansi.enabled", "true");
    }
  }

  private static Dataset<Row> data() {
    return data(
        RowFactory.create("A", "spotify", 2L, new BigDecimal("1.000000000001")),
        RowFactory.create("B", "spotify", 1L, new BigDecimal("-0.25")),
        RowFactory.create("A", "deezer", 3L, new BigDecimal("200.5")),
        RowFactory.create(null, "deezer", 0L, new BigDecimal("0.5")));
  }

  private static Dataset<Row> data(Row... rows) {
    return SparkTest.session().createDataFrame(List.of(rows), SCHEMA);
  }

  private static RuleContract rule(
      String id,
      @Nullable String metric,
      @Nullable String column,
      @Nullable String expression,
      @Nullable Double atLeast,
      @Nullable Double atMost) {
    return new RuleContract(
        id,
        "",
        RuleContract.Level.TABLE,
        Severity.HOLD_PUBLISH,
        metric,
        column,
        expression,
        atLeast,
        atMost,
        null);
  }
}
