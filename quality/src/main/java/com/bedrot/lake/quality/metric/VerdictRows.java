package com.bedrot.lake.quality.metric;

import com.bedrot.lake.quality.gate.Verdict;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The rows of {@code ops.quality_verdicts} and {@code ops.quality_metrics}, and their columns. */
public final class VerdictRows {
  /** Every rule of every run, passes too. */
  public static final StructType VERDICTS =
      new StructType()
          .add(column("run_id", DataTypes.StringType, "run that judged"))
          .add(column("judged_at", DataTypes.TimestampType, "when, UTC"))
          .add(column("subject", DataTypes.StringType, "dataset or table"))
          .add(column("rule_id", DataTypes.StringType, "rule of its contract"))
          .add(column("severity", DataTypes.StringType, "how far a broken rule reaches"))
          .add(column("metric", DataTypes.StringType, "what was measured"))
          .add(column("value", DataTypes.DoubleType, "measured value, null where there was none"))
          .add(column("passed", DataTypes.BooleanType, "whether the rule holds or was waived"))
          .add(column("message", DataTypes.StringType, "measured against wanted"));

  /** Every measured value of every run, for trends. */
  public static final StructType METRICS =
      new StructType()
          .add(column("run_id", DataTypes.StringType, "run that measured"))
          .add(column("measured_at", DataTypes.TimestampType, "when, UTC"))
          .add(column("subject", DataTypes.StringType, "dataset or table"))
          .add(column("metric", DataTypes.StringType, "what was measured"))
          .add(column("value", DataTypes.DoubleType, "measured value"));

  private VerdictRows() {}

  /** One row of {@link #VERDICTS} per verdict. */
  public static List<Row> verdicts(String runId, Instant at, List<Verdict> verdicts) {
    return verdicts.stream().map(verdict -> row(runId, at, verdict)).toList();
  }

  /** One row of {@link #METRICS} per different metric that has a value. */
  public static List<Row> metrics(String runId, Instant at, List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.value() != null)
        .map(
            verdict ->
                RowFactory.create(
                    runId,
                    Timestamp.from(at),
                    verdict.subject(),
                    verdict.metric(),
                    verdict.value()))
        .distinct()
        .toList();
  }

  private static Row row(String runId, Instant at, Verdict verdict) {
    return RowFactory.create(
        runId,
        Timestamp.from(at),
        verdict.subject(),
        verdict.ruleId(),
        verdict.severity().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        verdict.metric(),
        verdict.value(),
        verdict.passed(),
        verdict.message());
  }

  private static StructField column(String name, DataType type, String comment) {
    return new StructField(
        name, type, true, new MetadataBuilder().putString("comment", comment).build());
  }
}
