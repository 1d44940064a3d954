package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.jobs.warehouse.QueryResult.Column;
import com.bedrot.lake.jobs.warehouse.QueryResult.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Parser;

/**
 * One statement that reads: in a read-only transaction of the read-only role, with a time limit, so
 * that nothing it calls can change anything.
 */
public final class ReadOnlyQuery {
  private static final int SECONDS = 60;
  private static final int FETCH_ROWS = 5_000;
  private static final Set<String> FORBIDDEN = Set.of("25006", "42501");
  private static final String CANCELLED = "57014";

  private ReadOnlyQuery() {}

  /**
   * Runs it.
   *
   * @throws com.bedrot.lake.conf.error.ValidationException SQL_NOT_READ_ONLY for more than one
   *     statement, one that returns no rows or one that would change something; SQL_INVALID where
   *     PostgreSQL refuses it or it takes longer than a minute
   */
  public static void run(LakeSettings settings, String sql, QueryResult result) {
    try {
      requireOne(sql);
      Warehouse warehouse = Warehouse.open(settings);
      try (Connection connection = warehouse.connectReader("lake sql")) {
        prepare(connection);
        execute(connection, sql, result);
      }
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private static void requireOne(String sql) throws SQLException {
    int statements = Parser.parseJdbcSql(sql, true, false, true, false, false).size();
    if (statements == 0) {
      throw WarehouseErrors.invalidSql("The statement is empty", null);
    }
    if (statements > 1) {
      throw WarehouseErrors.notReadOnly(
          "it is " + statements + " statements, only one at a time is run");
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = '" + SECONDS + "s'");
      statement.execute("set local search_path = lake");
      statement.execute("set local time zone 'UTC'");
    }
  }

  private static void execute(Connection connection, String sql, QueryResult result)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(FETCH_ROWS);
      if (!statement.execute(sql)) {
        throw WarehouseErrors.notReadOnly("it returns no rows");
      }
      try (ResultSet rows = statement.getResultSet()) {
        hand(rows, result);
      }
    }
  }

  private static void hand(ResultSet rows, QueryResult result) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String type = meta.getColumnTypeName(i);
      columns.add(new Column(meta.getColumnLabel(i), type, kind(type)));
    }
    result.columns(columns);
    while (rows.next()) {
      List<@Nullable String> values = new ArrayList<>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        values.add(text(columns.get(i), rows.getString(i + 1)));
      }
      result.row(values);
    }
  }

  private static @Nullable String text(Column column, @Nullable String value) {
    if (value == null || column.kind() != Kind.BOOLEAN) {
      return value;
    }
    return value.startsWith("t") ? "true" : "false";
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "int2", "int4", "int8", "serial", "bigserial" -> Kind.INTEGER;
      case "numeric", "float4", "float8" -> Kind.DECIMAL;
      case "bool" -> Kind.BOOLEAN;
      default -> Kind.TEXT;
    };
  }

  private static LakeException refused(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (FORBIDDEN.contains(state)) {
      return WarehouseErrors.notReadOnly(String.valueOf(e.getMessage()));
    }
    if (state.equals(CANCELLED)) {
      return WarehouseErrors.invalidSql(
          "The statement was stopped after " + SECONDS + " seconds", e);
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return WarehouseErrors.unreachable("during the statement", e);
    }
    return WarehouseErrors.invalidSql(String.valueOf(e.getMessage()), e);
  }
}
