package com.bedrot.lake.jobs.export;

import com.bedrot.lake.jobs.warehouse.SqlNames;
import com.bedrot.lake.jobs.warehouse.WarehouseColumn;
import com.bedrot.lake.jobs.warehouse.WarehouseTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of schema {@code load} that takes one table's rows of one export, without log and without
 * constraints.
 */
record LoadTable(String name, WarehouseTable target) {
  private static final int LONGEST_NAME = 63;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * What lies in it.
   *
   * @param sums by column, of each decimal column
   */
  record Content(int parts, long rows, Map<String, BigDecimal> sums) {}

  static LoadTable create(Connection connection, WarehouseTable target, String tail)
      throws SQLException {
    String suffix = "_" + tail.toLowerCase(Locale.ROOT).replace('-', '_');
    int room = LONGEST_NAME - suffix.length();
    String name = target.name().substring(0, Math.min(room, target.name().length())) + suffix;
    LoadTable made = new LoadTable(name, target);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create unlogged table " + made.quotedName() + " (" + target.columnList() + ")");
    }
    return made;
  }

  String quotedName() {
    return SqlNames.quoted("load", name);
  }

  /** What the parts that are complete said they copied. */
  Content content(Connection connection) throws SQLException {
    List<String> columns =
        target.columns().stream()
            .filter(WarehouseColumn::summed)
            .map(WarehouseColumn::name)
            .toList();
    BigDecimal[] sums = new BigDecimal[columns.size()];
    Arrays.fill(sums, BigDecimal.ZERO);
    int parts = 0;
    long rows = 0;
    try (PreparedStatement query =
        connection.prepareStatement("select rows, sums from load.parts where load_table = ?")) {
      query.setString(1, name);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          parts++;
          rows += found.getLong(1);
          BigDecimal[] more = (BigDecimal[]) found.getArray(2).getArray();
          Arrays.setAll(sums, i -> sums[i].add(more[i]));
        }
      }
    }
    Map<String, BigDecimal> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      byColumn.put(columns.get(i), sums[i]);
    }
    return new Content(parts, rows, byColumn);
  }

  void drop(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement parts =
            connection.prepareStatement("delete from load.parts where load_table = ?")) {
      statement.execute("drop table if exists " + quotedName());
      parts.setString(1, name);
      parts.executeUpdate();
    }
  }

  /**
   * Drops what dead exports left, in autocommit. The caller holds the export lock, so that every
   * load table is a dead one's; one that a dying connection still holds waits for the next time.
   */
  static void dropLeftovers(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where application_name like 'lake-export %' and usename = current_user
            and datname = current_database()
          """);
      try (ResultSet rows =
          statement.executeQuery(
              "select tablename from pg_tables where schemaname = 'load' and tablename <> 'parts'")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      for (String name : names) {
        dropLeftover(statement, name);
      }
      statement.execute(
          """
          delete from load.parts where not exists
            (select from pg_tables where schemaname = 'load' and tablename = load_table)
          """);
    }
  }

  private static void dropLeftover(Statement statement, String name) throws SQLException {
    try {
      statement.execute("drop table if exists " + SqlNames.quoted("load", name));
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
