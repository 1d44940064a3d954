package com.bedrot.lake.jobs.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.bedrot.lake.jobs.warehouse.SqlNames;
import com.bedrot.lake.jobs.warehouse.WarehouseTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The part of a table an export replaces.
 *
 * @param whole everything, whatever {@code values} says
 * @param values partition column to value, null values included
 */
record Slices(boolean whole, List<Map<String, String>> values) {
  // past it one pass over everything costs less than so many conditions
  private static final int MOST = 500;
  static final Slices WHOLE = new Slices(true, List.of());

  /**
   * These slices.
   *
   * @param partitionBy the table's partition columns; one a slice does not name is null there
   *     (Delta leaves such values out of some log entries)
   */
  static Slices of(Set<Map<String, String>> changed, List<String> partitionBy) {
    if (changed.size() > MOST) {
      return WHOLE;
    }
    Set<Map<String, String>> complete = new LinkedHashSet<>();
    for (Map<String, String> slice : changed) {
      Map<String, String> all = new TreeMap<>();
      partitionBy.forEach(column -> all.put(column, slice.get(column)));
      complete.add(all);
    }
    return new Slices(false, List.copyOf(complete));
  }

  /** The rows of these slices. */
  Dataset<Row> of(Dataset<Row> rows) {
    if (whole) {
      return rows;
    }
    Column any = lit(false);
    for (Map<String, String> slice : values) {
      Column all = lit(true);
      for (Map.Entry<String, String> part : slice.entrySet()) {
        String type = rows.schema().apply(part.getKey()).dataType().catalogString();
        all = all.and(col(part.getKey()).eqNullSafe(lit(part.getValue()).cast(type)));
      }
      any = any.or(all);
    }
    return rows.filter(any);
  }

  /**
   * The same rows as a condition of PostgreSQL.
   *
   * @param parameters receives the values, in the order of the condition's question marks
   */
  String condition(WarehouseTable table, List<String> parameters) {
    if (whole) {
      return "true";
    }
    // a condition per slice, which an index answers: a list of values would have all rows read
    return values.stream()
        .map(slice -> oneByOne(table, slice, parameters))
        .reduce((any, next) -> any + " or " + next)
        .orElse("false");
  }

  private static String oneByOne(
      WarehouseTable table, Map<String, String> slice, List<String> parameters) {
    return slice.entrySet().stream()
        .map(
            part -> {
              String name = SqlNames.quoted(part.getKey());
              if (part.getValue() == null) {
                return name + " is null";
              }
              parameters.add(part.getValue());
              return name + " = cast(? as " + typeOf(table, part.getKey()) + ")";
            })
        .collect(Collectors.joining(" and ", "(", ")"));
  }

  private static String typeOf(WarehouseTable table, String column) {
    return table.columns().stream()
        .filter(c -> c.name().equals(column))
        .findFirst()
        .orElseThrow()
        .sqlType()
        .toString();
  }
}
