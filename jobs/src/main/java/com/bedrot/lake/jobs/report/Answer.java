package com.bedrot.lake.jobs.report;

import com.bedrot.lake.jobs.warehouse.QueryResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small result, kept whole. */
final class Answer implements QueryResult {
  private final List<Line> lines = new ArrayList<>();

  /** A row, read by place. */
  record Line(List<@Nullable String> values) {
    /** The text, empty where it is missing. */
    String text(int column) {
      String value = values.get(column);
      return value == null ? "" : value;
    }

    /** The number to its last digit, or null where it is missing. */
    @Nullable BigDecimal number(int column) {
      String value = values.get(column);
      return value == null ? null : new BigDecimal(value);
    }
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void columns(List<Column> columns) {
    lines.clear();
  }

  @Override
  public void row(List<@Nullable String> values) {
    lines.add(new Line(new ArrayList<>(values)));
  }
}
