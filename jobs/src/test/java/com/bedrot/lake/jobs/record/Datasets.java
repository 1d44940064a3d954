package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.contract.FileFormat.Kind;
import com.bedrot.lake.conf.contract.History;
import com.bedrot.lake.conf.contract.RuleContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Test contracts. */
public final class Datasets {
  private Datasets() {}

  /** Delimited text with a totals row that starts with {@code Total}. */
  public static DatasetContract delimited(ColumnContract... columns) {
    return dataset(
        new FileFormat(
            Kind.DELIMITED,
            List.of("zip", "gzip"),
            List.of(),
            List.of("UTF-8", "windows-1252"),
            List.of(",", "\t", ";"),
            0,
            "(?i)total.*",
            null,
            List.of(),
            null,
            null,
            List.of(),
            0),
        List.of(columns),
        List.of());
  }

  /** JSON with records under {@code data} or bare. */
  public static DatasetContract json(@Nullable String explode, ColumnContract... columns) {
    return dataset(
        new FileFormat(
            Kind.JSON,
            List.of("zip", "gzip"),
            List.of(),
            List.of("UTF-8"),
            List.of(),
            0,
            null,
            null,
            List.of("data"),
            null,
            explode,
            List.of(),
            0),
        List.of(columns),
        List.of());
  }

  public static DatasetContract withRules(DatasetContract d, RuleContract... rules) {
    return dataset(d.format(), d.columns(), List.of(rules));
  }

  private static DatasetContract dataset(
      FileFormat format, List<ColumnContract> columns, List<RuleContract> rules) {
    return new DatasetContract(
        "shop",
        "sales",
        "Sales",
        "1.0.0",
        List.of(),
        List.of(),
        null,
        format,
        new History(History.Mode.APPEND, List.of(), List.of()),
        columns,
        List.of(),
        List.of(),
        rules,
        List.of(),
        0.05,
        40,
        null,
        0,
        false);
  }
}
