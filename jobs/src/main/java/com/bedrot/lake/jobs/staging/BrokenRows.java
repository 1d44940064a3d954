package com.bedrot.lake.jobs.staging;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Collects broken rows while the good ones are written. Keyed by task partition: a retried task
 * replaces what its first attempt said, so nothing counts twice. Each partition keeps the text of
 * its first {@value #ROWS_KEPT} rows and counts the rest.
 */
final class BrokenRows extends AccumulatorV2<BrokenRows.Found, Map<Integer, BrokenRows.Part>> {
  private static final long serialVersionUID = 1L;
  static final int ROWS_KEPT = 20_000;

  private Map<Integer, Part> parts = new HashMap<>();

  /**
   * One broken row with its readable money, in the order of the dataset's money columns (null where
   * unreadable).
   */
  record Found(BrokenRow row, List<@Nullable BigDecimal> money) implements Serializable {}

  /** What one task partition found. */
  static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;
    final List<BrokenRow> rows = new ArrayList<>();
    final Map<String, FileSum> files = new TreeMap<>();
  }

  /** The key of a file in {@link #files()}. */
  static String fileKey(String account, String contentSha256) {
    return account + "/" + contentSha256;
  }

  /** Totals per {@link #fileKey}. */
  Map<String, FileSum> files() {
    return FileSum.together(parts.values().stream().map(p -> p.files).toList());
  }

  /** The rows whose text was kept. */
  List<BrokenRow> rows() {
    return parts.values().stream().flatMap(p -> p.rows.stream()).toList();
  }

  @Override
  public boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public AccumulatorV2<Found, Map<Integer, Part>> copy() {
    BrokenRows copy = new BrokenRows();
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
    Part part = parts.computeIfAbsent(task == null ? -1 : task.partitionId(), p -> new Part());
    if (part.rows.size() < ROWS_KEPT) {
      part.rows.add(found.row());
    }
    part.files
        .computeIfAbsent(
            fileKey(found.row().account(), found.row().contentSha256()), k -> new FileSum())
        .add(1, found.money());
  }

  @Override
  public void merge(AccumulatorV2<Found, Map<Integer, Part>> other) {
    parts.putAll(other.value());
  }

  @Override
  public Map<Integer, Part> value() {
    return parts;
  }
}
