package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.contract.TableColumn;
import com.bedrot.lake.conf.contract.TableContract;
import java.util.ArrayList;
import java.util.List;

/** Small table contracts for tests, from lines like {@code "earnings_usd numeric(18,12)!"}. */
public final class TableContracts {
  private TableContracts() {}

  /**
   * A contract.
   *
   * @param columns name and physical type each; an exclamation mark makes the column required
   */
  public static TableContract table(
      String id, List<String> partitionBy, List<String> grain, String... columns) {
    List<TableColumn> made = new ArrayList<>();
    for (String column : columns) {
      made.add(column(column));
    }
    return new TableContract(
        id,
        "1.0.0",
        "Table " + id,
        "What it's about: " + id,
        made,
        List.of(),
        List.of(),
        partitionBy,
        grain,
        List.of(),
        id,
        List.of(),
        id + ".yml");
  }

  private static TableColumn column(String line) {
    boolean required = line.endsWith("!");
    String[] parts = line.replace("!", "").split(" ", 2);
    return new TableColumn(
        parts[0],
        type(parts[1]),
        parts[1],
        "The " + parts[0],
        required,
        parts[1].startsWith("numeric") ? "USD" : null,
        "none",
        List.of());
  }

  private static ColumnType type(String physical) {
    if (physical.startsWith("numeric(")) {
      String[] size = physical.substring(8, physical.length() - 1).split(",");
      return new ColumnType(
          ColumnType.Kind.DECIMAL, Integer.parseInt(size[0]), Integer.parseInt(size[1]));
    }
    return new ColumnType(
        switch (physical) {
          case "bigint" -> ColumnType.Kind.LONG;
          case "integer" -> ColumnType.Kind.INTEGER;
          case "date" -> ColumnType.Kind.DATE;
          case "timestamptz" -> ColumnType.Kind.TIMESTAMP;
          case "boolean" -> ColumnType.Kind.BOOLEAN;
          case "jsonb" -> ColumnType.Kind.JSON;
          default -> ColumnType.Kind.STRING;
        },
        0,
        0);
  }
}
