package com.bedrot.lake.jobs.record;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.record.value.RecordColumns;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * A dataset's row rules as one projection. Rules from {@link Severity#QUARANTINE_ROW} up append
 * their ids to {@code _broken}, the others to {@code _flags}; both are null where there is none. A
 * rule whose condition is null is not broken. Conditions may name {@code ${today}} and {@code
 * ${first_period}}, which are dates.
 */
public final class RowRules {
  public static final String FLAGS = "_flags";

  private final DatasetContract contract;
  private final LocalDate today;
  private final LocalDate firstPeriod;

  /**
   * The rules as of a day.
   *
   * @param firstPeriod first day that is believed
   */
  public RowRules(DatasetContract contract, LocalDate today, LocalDate firstPeriod) {
    this.contract = contract;
    this.today = today;
    this.firstPeriod = firstPeriod;
  }

  /**
   * The rows with the rules' verdicts; {@code _flags} is the last column.
   *
   * @throws TransformationException {@code TRANSFORM_FAILED} where a condition is not one over the
   *     dataset's columns
   */
  public Dataset<Row> apply(Dataset<Row> rows) {
    Column broken =
        verdicts(
            col(RecordColumns.BROKEN), rules(true), coalesce(col(RecordColumns.BROKEN), none()));
    Column flags = verdicts(lit(null).cast("array<string>"), rules(false), none());
    List<Column> columns = new ArrayList<>();
    for (String name : rows.columns()) {
      columns.add(name.equals(RecordColumns.BROKEN) ? broken.as(name) : col("`" + name + "`"));
    }
    columns.add(flags.as(FLAGS));
    try {
      return rows.select(columns.toArray(new Column[0]));
    } catch (Exception failed) {
      if (failed instanceof AnalysisException wrong) {
        throw refused("The row rules of " + contract.key(), wrong);
      }
      throw failed;
    }
  }

  private List<RuleContract> rules(boolean breaking) {
    return contract.rowRules().stream()
        .filter(rule -> rule.severity().compareTo(Severity.QUARANTINE_ROW) >= 0 == breaking)
        .toList();
  }

  /** The ids of broken rules behind those known before, put together only where any is broken. */
  private Column verdicts(Column otherwise, List<RuleContract> rules, Column before) {
    if (rules.isEmpty()) {
      return otherwise;
    }
    Column any = lit(false);
    Column[] lists = new Column[rules.size() + 1];
    lists[0] = before;
    for (int i = 0; i < rules.size(); i++) {
      Column isBroken = not(condition(rules.get(i)));
      any = i == 0 ? isBroken : any.or(isBroken);
      lists[i + 1] = when(isBroken, array(lit(rules.get(i).id()))).otherwise(none());
    }
    return when(any, concat(lists)).otherwise(otherwise);
  }

  private Column condition(RuleContract rule) {
    String text = String.valueOf(rule.expression(today, YearMonth.from(firstPeriod)));
    try {
      return RememberedPattern.in(expr(text));
    } catch (Exception failed) {
      if (failed instanceof AnalysisException wrong) {
        throw refused("Row rule " + rule.id() + " of " + contract.key(), wrong);
      }
      throw failed;
    }
  }

  private static TransformationException refused(String what, AnalysisException cause) {
    String first =
        Arrays.stream(String.valueOf(cause.getMessage()).split("\n", 2)).findFirst().orElse("");
    return new TransformationException(
        ErrorCode.TRANSFORM_FAILED, what + " cannot be evaluated: " + first, cause);
  }

  private static Column none() {
    return array().cast(DataTypes.createArrayType(DataTypes.StringType, false));
  }
}
