package com.bedrot.lake.quality.check;

import com.amazon.deequ.analyzers.Analyzer;
import com.amazon.deequ.analyzers.Size;
import com.amazon.deequ.analyzers.runners.AnalysisRunBuilder;
import com.amazon.deequ.analyzers.runners.AnalysisRunner;
import com.amazon.deequ.analyzers.runners.AnalyzerContext;
import com.amazon.deequ.metrics.Metric;
import com.bedrot.lake.quality.gate.Verdict;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Option;

/** Rules whose metric needs groups: one Deequ run over all of them. */
final class GroupingScan {
  private static final Size ROWS = new Size(Option.empty());

  private GroupingScan() {}

  static List<Verdict> judge(String subject, List<MeasuredRule> rules, Dataset<Row> written) {
    AnalysisRunBuilder run = AnalysisRunner.onData(written).addAnalyzer(untyped(ROWS));
    for (MeasuredRule rule : rules) {
      run = run.addAnalyzer(rule.analyzer());
    }
    AnalyzerContext context = run.run();
    long rows =
        Measured.of(context.metric(untyped(ROWS))).value().map(Double::longValue).orElse(0L);
    return rules.stream()
        .map(rule -> rule.judge(subject, Measured.of(context.metric(rule.analyzer())), rows, 0))
        .toList();
  }

  /** Deequ's own analyzers are not declared as the type its runner takes. */
  @SuppressWarnings("unchecked")
  static Analyzer<?, Metric<?>> untyped(Analyzer<?, ?> analyzer) {
    return (Analyzer<?, Metric<?>>) analyzer;
  }
}
