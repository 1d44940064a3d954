package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a curated table.
 *
 * @param physicalType the PostgreSQL type, e.g. {@code numeric(18,12)}
 * @param from {@code source.dataset.column} each: carried without Java; empty: made by the table's
 *     builder
 */
public record TableColumn(
    String name,
    ColumnType type,
    String physicalType,
    String description,
    boolean required,
    @Nullable String unit,
    String pii,
    List<String> from)
    implements Serializable {
  public TableColumn {
    from = List.copyOf(from);
  }
}
