package com.bedrot.lake.quality.check;

import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.Distinctness;
import com.amazon.deequ.analyzers.FrequencyBasedAnalyzer;
import com.amazon.deequ.analyzers.Maximum;
import com.amazon.deequ.analyzers.Minimum;
import com.amazon.deequ.analyzers.Preconditions;
import com.amazon.deequ.analyzers.ScanShareableAnalyzer;
import com.amazon.deequ.metrics.Metric;
import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.quality.aggregate.KeyCounts;
import com.bedrot.lake.quality.gate.Verdict;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * One table rule with the analyzer that measures it.
 *
 * @param metric name for people, e.g. {@code uniqueness(isrc, store)}
 * @param impossible why the candidate's schema does not allow the measurement, or null
 */
record MeasuredRule(
    RuleContract rule,
    Analyzer<?, Metric<?>> analyzer,
    String metric,
    @Nullable String impossible) {

  static MeasuredRule of(String subject, RuleContract rule, StructType schema) {
    Analyzer<?, Metric<?>> analyzer = GroupingScan.untyped(RuleAnalyzers.of(subject, rule));
    Option<Exception> failing = Preconditions.findFirstFailing(schema, analyzer.preconditions());
    String impossible = failing.isDefined() ? reason(failing.get()) : null;
    return new MeasuredRule(rule, analyzer, RuleAnalyzers.label(rule), impossible);
  }

  /** Deequ lists the types it would take, in no order and with object ids. */
  private static String reason(Exception failing) {
    return String.valueOf(failing.getMessage())
        .replaceAll("to be one of \\(.*\\)", "to be numeric");
  }

  /** Whether its keys were too many to be counted on the way. */
  boolean needsScan(Row observed, int offset) {
    return impossible == null && groups() != null && keyCounts(observed, offset).tooMany();
  }

  private static KeyCounts.Result keyCounts(Row observed, int offset) {
    return KeyCounts.Result.of(observed.getStruct(offset));
  }

  /** The columns whose values are grouped, or null where the metric needs no groups. */
  private @Nullable List<Column> groups() {
    return (Object) analyzer instanceof FrequencyBasedAnalyzer grouping
        ? JavaConverters.seqAsJavaListConverter(grouping.groupingColumns()).asJava().stream()
            .map(name -> functions.col("`" + name + "`"))
            .toList()
        : null;
  }

  /** What rides on the write; empty where nothing can. */
  List<Column> aggregates() {
    if (impossible != null) {
      return List.of();
    }
    List<Column> groups = groups();
    if (groups != null) {
      return List.of(KeyCounts.of(groups));
    }
    // Deequ's own expressions for these two cast text to numbers, which ANSI mode refuses
    Object deequ = analyzer;
    if (deequ instanceof Minimum minimum) {
      return List.of(functions.min(minimum.column()).cast(DataTypes.DoubleType));
    }
    if (deequ instanceof Maximum maximum) {
      return List.of(functions.max(maximum.column()).cast(DataTypes.DoubleType));
    }
    return analyzer instanceof ScanShareableAnalyzer<?, ?> shareable
        ? JavaConverters.seqAsJavaListConverter(shareable.aggregationFunctions()).asJava()
        : List.of();
  }

  /** The metric from the observed row, whose first value for this rule is at {@code offset}. */
  Measured measured(Row observed, int offset) {
    if (impossible != null) {
      return Measured.failed(impossible);
    }
    if (groups() != null) {
      return grouped(keyCounts(observed, offset));
    }
    return analyzer instanceof ScanShareableAnalyzer<?, ?> shareable
        ? Measured.of(
            shareable.metricFromAggregationResult(observed, offset, Option.empty(), Option.empty()))
        : Measured.failed("it cannot ride on the write");
  }

  /** The share Deequ's analyzer of that name defines, over the rows that have a key. */
  private Measured grouped(KeyCounts.Result counts) {
    if (counts.rows() == 0) {
      return Measured.failed("no row has a value there");
    }
    long part = (Object) analyzer instanceof Distinctness ? counts.keys() : counts.once();
    return new Measured((double) part / counts.rows(), "");
  }

  Verdict judge(String subject, Measured measured, long rows, long keptRows) {
    if (RuleAnalyzers.isRowCount(rule)) {
      return compared(subject, (double) (rows + keptRows));
    }
    if (rows == 0 && impossible == null) {
      return verdict(subject, null, true, "no rows, wanted " + wanted());
    }
    Double value = measured.number();
    if (value == null) {
      return verdict(
          subject, null, false, "not measured (" + measured.reason() + "), wanted " + wanted());
    }
    return compared(subject, value);
  }

  private Verdict compared(String subject, double value) {
    boolean passed =
        (rule.atLeast() == null || value >= rule.atLeast())
            && (rule.atMost() == null || value <= rule.atMost());
    return verdict(subject, value, passed, "is " + plain(value) + ", wanted " + wanted());
  }

  private Verdict verdict(String subject, @Nullable Double value, boolean passed, String finding) {
    return new Verdict(
        subject, rule.id(), rule.severity(), metric, value, passed, metric + " " + finding);
  }

  private String wanted() {
    if (rule.atLeast() != null && rule.atMost() != null) {
      return rule.atLeast().equals(rule.atMost())
          ? plain(rule.atLeast())
          : plain(rule.atLeast()) + " to " + plain(rule.atMost());
    }
    if (rule.atLeast() != null) {
      return "at least " + plain(rule.atLeast());
    }
    return rule.atMost() != null ? "at most " + plain(rule.atMost()) : "any value";
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
