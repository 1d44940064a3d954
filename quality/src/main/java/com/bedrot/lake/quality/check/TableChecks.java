package com.bedrot.lake.quality.check;

import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.quality.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The table rules of one dataset or table as Deequ analyzers. What one pass can tell rides on the
 * write as {@link #observations}; only groups too many for that are measured over the written
 * files.
 */
public final class TableChecks {
  private static final String ROWS = "_checked_rows";

  private final String subject;
  private final List<MeasuredRule> rules;

  private TableChecks(String subject, List<MeasuredRule> rules) {
    this.subject = subject;
    this.rules = List.copyOf(rules);
  }

  /**
   * The checks of a table.
   *
   * @param tableRules rules of level TABLE; others are left out
   * @param schema columns of the candidate: a rule on a column that is not there, or is of the
   *     wrong type, cannot be measured and never passes
   * @throws ConfigurationException {@code CONTRACT_INVALID} where a rule names no known metric, or
   *     not what its metric needs
   */
  public static TableChecks of(String subject, List<RuleContract> tableRules, StructType schema) {
    List<MeasuredRule> rules = new ArrayList<>();
    for (RuleContract rule : tableRules) {
      if (rule.level() == RuleContract.Level.TABLE) {
        rules.add(MeasuredRule.of(subject, rule, schema));
      }
    }
    return new TableChecks(subject, rules);
  }

  /** The aggregates to observe on the write: the row count, then those of the rules. */
  public List<Column> observations() {
    List<Column> columns = new ArrayList<>();
    columns.add(functions.count(functions.lit(1)).as(ROWS));
    for (int i = 0; i < rules.size(); i++) {
      List<Column> aggregates = rules.get(i).aggregates();
      for (int j = 0; j < aggregates.size(); j++) {
        columns.add(aggregates.get(j).as(alias(i, j)));
      }
    }
    return columns;
  }

  /** The verdicts of the rules that rode on the write of a whole table. */
  public List<Verdict> judge(Row observed) {
    return judge(observed, 0);
  }

  /**
   * The verdicts of the rules that rode on the write; those that need {@link #judgeWithScan} are
   * left out.
   *
   * @param observed has the values of {@link #observations} under their names
   * @param keptRows rows of the table that the write does not touch: they count for {@code
   *     row_count} and for nothing else
   */
  public List<Verdict> judge(Row observed, long keptRows) {
    long rows = observed.getLong(observed.fieldIndex(ROWS));
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      MeasuredRule rule = rules.get(i);
      int first = first(observed, i);
      if (!rule.needsScan(observed, first)) {
        verdicts.add(rule.judge(subject, rule.measured(observed, first), rows, keptRows));
      }
    }
    return verdicts;
  }

  /**
   * The verdicts of the rules whose groups were too many to be counted on the way, in one second
   * look over the written rows; nothing is read where there are none.
   */
  public List<Verdict> judgeWithScan(Row observed, Supplier<Dataset<Row>> written) {
    List<MeasuredRule> grouping = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).needsScan(observed, first(observed, i))) {
        grouping.add(rules.get(i));
      }
    }
    return grouping.isEmpty() ? List.of() : GroupingScan.judge(subject, grouping, written.get());
  }

  /** Place of the rule's first aggregate in the observed row. */
  private int first(Row observed, int rule) {
    return rules.get(rule).aggregates().isEmpty() ? 0 : observed.fieldIndex(alias(rule, 0));
  }

  private static String alias(int rule, int aggregate) {
    return "_check_" + rule + "_" + aggregate;
  }
}
