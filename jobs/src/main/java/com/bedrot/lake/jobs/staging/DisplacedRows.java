package com.bedrot.lake.jobs.staging;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Counts good rows that another file's rows displace, while the others are written. Keyed by task
 * partition like {@link BrokenRows}: a retried task counts once.
 */
final class DisplacedRows
    extends AccumulatorV2<DisplacedRows.Found, Map<Integer, Map<String, FileSum>>> {
  private static final long serialVersionUID = 1L;

  private Map<Integer, Map<String, FileSum>> parts = new HashMap<>();

  /** One displaced row: its file and its money. */
  record Found(String fileKey, List<@Nullable BigDecimal> money) implements Serializable {}

  /** Totals per {@link BrokenRows#fileKey}. */
  Map<String, FileSum> files() {
    return FileSum.together(parts.values());
  }

  @Override
  public boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public AccumulatorV2<Found, Map<Integer, Map<String, FileSum>>> copy() {
    DisplacedRows copy = new DisplacedRows();
    copy.parts = new HashMap<>(parts);
    return copy;
  }

  @Override
  public void reset() {
    parts = new HashMap<>();
  }

  @Override
  public void add(Found found) {
    TaskContext task = TaskContext.get();
    parts
        .computeIfAbsent(task == null ? -1 : task.partitionId(), p -> new TreeMap<>())
        .computeIfAbsent(found.fileKey(), k -> new FileSum())
        .add(1, found.money());
  }

  @Override
  public void merge(AccumulatorV2<Found, Map<Integer, Map<String, FileSum>>> other) {
    parts.putAll(other.value());
  }

  @Override
  public Map<Integer, Map<String, FileSum>> value() {
    return parts;
  }
}
