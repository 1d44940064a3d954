package com.bedrot.lake.conf.contract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every column of every curated table, as one list: for comments, the warehouse and people. */
public record DataDictionary(List<Entry> entries) {
  /**
   * One column.
   *
   * @param position 1-based place in the table
   * @param type PostgreSQL type
   * @param required never null
   * @param unit e.g. {@code USD}, or null
   * @param sources {@code source.dataset.column} each; empty where the table's builder makes it
   * @param keyPosition 1-based place in the table's grain, or 0
   */
  public record Entry(
      String table,
      String column,
      int position,
      String type,
      boolean required,
      @Nullable String unit,
      String description,
      List<String> sources,
      String pii,
      int keyPosition) {
    public Entry {
      sources = List.copyOf(sources);
    }
  }

  public DataDictionary {
    entries = List.copyOf(entries);
  }

  /** In the order of tables and columns. */
  public static DataDictionary of(Contracts contracts) {
    List<Entry> entries = new ArrayList<>();
    for (TableContract table : contracts.tables()) {
      entries.addAll(columnsOf(table));
    }
    return new DataDictionary(entries);
  }

  private static List<Entry> columnsOf(TableContract table) {
    List<Entry> entries = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      entries.add(
          new Entry(
              table.id(),
              column.name(),
              entries.size() + 1,
              column.physicalType(),
              column.required(),
              column.unit(),
              column.description(),
              column.from(),
              column.pii(),
              table.grain().indexOf(column.name()) + 1));
    }
    return entries;
  }

  public List<Entry> ofTable(String table) {
    return entries.stream().filter(entry -> entry.table().equals(table)).toList();
  }
}
