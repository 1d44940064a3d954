package com.bedrot.lake.jobs.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a statement's result as it comes: the columns once, then each row. */
public interface QueryResult {
  /**
   * A column.
   *
   * @param type as PostgreSQL calls it, e.g. {@code numeric}
   */
  record Column(String name, String type, Kind kind) {}

  /** What a column's texts are. */
  enum Kind {
    TEXT,
    /** Digits that fit a long. */
    INTEGER,
    /** Digits with a point, or {@code NaN}. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    BOOLEAN
  }

  void columns(List<Column> columns);

  /** A row, each value as PostgreSQL writes it, all digits kept. */
  void row(List<@Nullable String> values);
}
