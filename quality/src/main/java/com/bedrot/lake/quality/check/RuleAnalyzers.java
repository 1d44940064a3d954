package com.bedrot.lake.quality.check;

import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.Completeness;
import com.amazon.deequ.analyzers.Compliance;
import com.amazon.deequ.analyzers.Distinctness;
import com.amazon.deequ.analyzers.Maximum;
import com.amazon.deequ.analyzers.Mean;
import com.amazon.deequ.analyzers.Minimum;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.analyzers.Sum;
import com.amazon.deequ.analyzers.Uniqueness;
import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The Deequ analyzer that measures what a rule is about. */
final class RuleAnalyzers {
  private static final String ROW_COUNT = "row_count";

  private RuleAnalyzers() {}

  static boolean isRowCount(RuleContract rule) {
    return ROW_COUNT.equals(rule.metric());
  }

  /** The metric as people read it. */
  static String label(RuleContract rule) {
    String about = rule.column() != null ? rule.column() : rule.expression();
    String metric = String.valueOf(rule.metric());
    return isRowCount(rule) || about == null ? metric : metric + "(" + about + ")";
  }

  /** {@code distinct} is the share of different values, {@code uniqueness} of values seen once. */
  static Analyzer<?, ?> of(String subject, RuleContract rule) {
    String metric = rule.metric();
    if (metric == null) {
      throw invalid(subject, rule, "names no metric");
    }
    Option<String> everyRow = Option.empty();
    return switch (metric) {
      case ROW_COUNT -> new Size(everyRow);
      case "completeness" -> new Completeness(column(subject, rule), everyRow, Option.empty());
      case "uniqueness" -> new Uniqueness(columns(subject, rule), everyRow, Option.empty());
      case "distinct" -> new Distinctness(columns(subject, rule), everyRow);
      case "minimum" -> new Minimum(column(subject, rule), everyRow, Option.empty());
      case "maximum" -> new Maximum(column(subject, rule), everyRow, Option.empty());
      case "mean" -> new Mean(column(subject, rule), everyRow);
      case "sum" -> new Sum(column(subject, rule), everyRow);
      case "compliance" ->
          new Compliance(
              rule.id(),
              given(subject, rule, "expression", rule.expression()),
              everyRow,
              scala.collection.immutable.List$.MODULE$.<String>empty(),
              Option.empty());
      default -> throw invalid(subject, rule, "names the unknown metric " + metric);
    };
  }

  private static String column(String subject, RuleContract rule) {
    return given(subject, rule, "column", rule.column());
  }

  private static Seq<String> columns(String subject, RuleContract rule) {
    List<String> names =
        Arrays.stream(column(subject, rule).split(",", -1)).map(String::trim).toList();
    return JavaConverters.asScalaBufferConverter(names).asScala().toList();
  }

  private static String given(
      String subject, RuleContract rule, String what, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw invalid(subject, rule, "names no " + what);
    }
    return value;
  }

  private static ConfigurationException invalid(String subject, RuleContract rule, String what) {
    return new ConfigurationException(
        ErrorCode.CONTRACT_INVALID, "rule " + rule.id() + " of " + subject + " " + what);
  }
}
