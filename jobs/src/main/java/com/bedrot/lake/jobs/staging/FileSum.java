package com.bedrot.lake.jobs.staging;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of one file, counted one by one, and the exact sums of their readable money. */
final class FileSum implements Serializable {
  private static final long serialVersionUID = 1L;

  long rows;
  private final List<BigDecimal> money = new ArrayList<>();

  /** Adds rows whose money is {@code values} together, null where there is none. */
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

  /** The sum in one money column, zero where nothing was counted. */
  static BigDecimal money(@Nullable FileSum sum, int column) {
    return sum == null || sum.money.size() <= column ? BigDecimal.ZERO : sum.money.get(column);
  }

  /** What several tasks counted, per file. */
  static Map<String, FileSum> together(Collection<Map<String, FileSum>> parts) {
    Map<String, FileSum> all = new TreeMap<>();
    for (Map<String, FileSum> part : parts) {
      part.forEach(
          (file, sum) ->
              all.computeIfAbsent(file, f -> new FileSum()).add(sum.rows, List.copyOf(sum.money)));
    }
    return all;
  }
}
