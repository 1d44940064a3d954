package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule over rows or over a whole dataset or table.
 *
 * @param id stable, snake_case, unique in its dataset or table; also the text in {@code _flags} and
 *     in quarantine
 * @param level ROW: {@code expression} is a Spark SQL boolean over one row, true or null means
 *     fine. TABLE: evaluated by the gate on the candidate
 * @param metric for TABLE: one of {@code row_count, completeness, uniqueness, minimum, maximum,
 *     mean, sum, compliance, distinct}, else null
 * @param column the column a TABLE metric is about, or null; several joined by comma for uniqueness
 * @param expression ROW: the condition that must hold; TABLE {@code compliance}: the row condition
 *     whose share is measured; else null
 * @param atLeast the lowest allowed metric, or null
 * @param atMost the highest allowed metric, or null
 * @param threshold for ROW rules above WARN: share of broken rows (0..1) past which the whole file
 *     is quarantined; null for none
 */
public record RuleContract(
    String id,
    String description,
    Level level,
    Severity severity,
    @Nullable String metric,
    @Nullable String column,
    @Nullable String expression,
    @Nullable Double atLeast,
    @Nullable Double atMost,
    @Nullable Double threshold)
    implements Serializable {
  /** What a rule looks at. */
  public enum Level {
    ROW,
    TABLE
  }

  /** The variables an expression may name as {@code ${today}} and {@code ${first_period}}. */
  static final List<String> VARIABLES = List.of("today", "first_period");

  /**
   * The expression with its variables as SQL dates; null where the rule has none.
   *
   * @param today the day of the run
   * @param firstPeriod no period before this month is believed
   */
  public @Nullable String expression(LocalDate today, YearMonth firstPeriod) {
    return expression == null
        ? null
        : expression
            .replace("${today}", "DATE'" + today + "'")
            .replace("${first_period}", "DATE'" + firstPeriod.atDay(1) + "'");
  }
}
