package com.bedrot.lake.quality.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.quality.gate.Verdict;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class VerdictRowsTest {
  private static final Instant AT = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void keepsEveryVerdictAndEveryMeasuredValueOnce() {
    List<Verdict> verdicts =
        List.of(
            new Verdict("t", "a", Severity.HOLD_PUBLISH, "sum(x)", 1.5, true, "fine"),
            new Verdict("t", "b", Severity.WARN, "sum(x)", 1.5, false, "low"),
            new Verdict("t", "c", Severity.WARN, "mean(x)", null, false, "not measured"));

    List<Row> rows = VerdictRows.verdicts("run", AT, verdicts);
    List<Row> metrics = VerdictRows.metrics("run", AT, verdicts);

    assertThat(rows)
        .extracting(row -> row.mkString("|"))
        .containsExactly(
            "run|2026-11-20 14:00:00.0|t|a|hold-publish|sum(x)|1.5|true|fine",
            "run|2026-11-20 14:00:00.0|t|b|warn|sum(x)|1.5|false|low",
            "run|2026-11-20 14:00:00.0|t|c|warn|mean(x)|null|false|not measured");
    assertThat(rows).allMatch(row -> row.length() == VerdictRows.VERDICTS.length());
    assertThat(metrics)
        .extracting(row -> row.mkString("|"))
        .containsExactly("run|2026-11-20 14:00:00.0|t|sum(x)|1.5");
    assertThat(metrics).allMatch(row -> row.length() == VerdictRows.METRICS.length());
  }
}
