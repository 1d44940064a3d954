package com.bedrot.lake.jobs.curated;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a builder may look at.
 *
 * @param datasets dataset key to its staging rows, only of the accounts that are rebuilt; carried
 *     columns are there under their curated names, and {@code source} is the source's id
 * @param tables curated tables this one is built from, as they will be after this run; tables
 *     sliced like this one hold only the slices that are rebuilt
 * @param files one row per file in staging: {@code source, dataset, account, file_id, _file_sha256,
 *     file_name, landed_at, period, records, written, quarantined, skipped, superseded,
 *     unreadable_money, declared_total}
 */
public record CuratedInputs(
    Map<String, Dataset<Row>> datasets, Map<String, Dataset<Row>> tables, Dataset<Row> files) {
  public CuratedInputs {
    datasets = Map.copyOf(datasets);
    tables = Map.copyOf(tables);
  }

  /** The dataset's rows. */
  public Dataset<Row> dataset(String key) {
    Dataset<Row> rows = datasets.get(key);
    if (rows == null) {
      throw new IllegalArgumentException("the table contract names no dataset " + key);
    }
    return rows;
  }

  public Dataset<Row> table(String id) {
    Dataset<Row> rows = tables.get(id);
    if (rows == null) {
      throw new IllegalArgumentException("the table contract names no table " + id);
    }
    return rows;
  }

  /** All datasets' rows, one under the other; a column one of them lacks is null there. */
  public Dataset<Row> union() {
    List<Dataset<Row>> all = datasets.keySet().stream().sorted().map(this::dataset).toList();
    return all.stream()
        .reduce((a, b) -> a.unionByName(b, true))
        .orElseThrow(() -> new IllegalArgumentException("the table contract names no dataset"));
  }
}
