package com.bedrot.lake.jobs.warehouse;

import java.util.List;
import java.util.stream.Collectors;

/** Names as they stand in a statement. */
public final class SqlNames {
  private SqlNames() {}

  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public static String quoted(String schema, String name) {
    return quoted(schema) + "." + quoted(name);
  }

  public static String list(List<String> names) {
    return names.stream().map(SqlNames::quoted).collect(Collectors.joining(", "));
  }

  /** A text constant, for statements that take no parameters. */
  static String constant(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
