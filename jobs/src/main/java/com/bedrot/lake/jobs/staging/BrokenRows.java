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

  /** Broken rows of one file: their number and the exact sums of their readable money. */
  static final class FileSum implements Serializable {
    private static final long serialVersionUID = 1L;
    long rows;
    final List<BigDecimal> money = new ArrayList<>();

    void add(long moreRows, List<@Nullable BigDecimal> values) {
      rows += moreRows;
      for (int i = 0; i < values.size(); i++) {
        if (money.size() <= i) {
          money.add(BigDecimal.ZERO);
        }
        BigDecimal value = values.get(i);
        if (value != null) {
          money.set(i, money.get(i).add(value));
        }
      }
    }
  }

  /** The key of a file in {@link #files()}. */
  static String fileKey(String account, String contentSha256) {
    return account + "/" + contentSha256;
  }

  /** Totals per {@link #fileKey}. */
  Map<String, FileSum> files() {
    Map<String, FileSum> all = new TreeMap<>();
    for (Part part : parts.values()) {
      part.files.forEach(
          (key, sum) ->
              all.computeIfAbsent(key, k -> new FileSum()).add(sum.rows, List.copyOf(sum.money)));
    }
    return all;
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
