package com.bedrot.lake.jobs.export;

import com.bedrot.lake.jobs.export.ExportReport.TableExport;
import com.bedrot.lake.jobs.warehouse.SqlNames;
import com.bedrot.lake.jobs.warehouse.TableReconciler;
import com.bedrot.lake.jobs.warehouse.WarehouseTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts copied rows in the place of old ones, inside the publication's transaction, and proves that
 * what is there afterwards is what the curated zone has.
 */
final class TableSwap {
  private static final String DEPENDENTS_EXIST = "2BP01";

  private final Connection connection;
  private final DueTable due;
  private final WarehouseTable table;
  private final LoadTable load;

  TableSwap(Connection connection, DueTable due, LoadTable load) {
    this.connection = connection;
    this.due = due;
    this.table = due.table();
    this.load = load;
  }

  /**
   * Replaces the slices.
   *
   * @throws com.bedrot.lake.conf.error.IntegrityException INTEGRITY_ROWS or INTEGRITY_MONEY where
   *     rows or a sum differ; the caller rolls back
   */
  TableExport run(LoadTable.Content content) throws SQLException {
    boolean fresh = makeReady();
    List<String> parameters = new ArrayList<>();
    String where = " where " + due.slices().condition(table, parameters);
    long deleted = update("delete from " + table.quotedName() + where, parameters);
    String columns = SqlNames.list(table.columnNames());
    update(
        "insert into "
            + table.quotedName()
            + " ("
            + columns
            + ") select "
            + columns
            + " from "
            + load.quotedName(),
        List.of());
    if (fresh) {
      addKey();
    }
    long loaded = checkLoaded(where, parameters, content);
    long rows = due.slices().whole() ? loaded : count();
    if (rows != due.rows()) {
      throw ExportErrors.rows(
          table.name(), "version " + due.version() + " of the curated table", due.rows(), rows);
    }
    if (due.slices().whole()) {
      TableReconciler.reloaded(connection, table);
    }
    load.drop(connection);
    Integer slices = due.slices().whole() ? null : due.slices().values().size();
    return new TableExport(
        table.name(), due.from(), due.version(), slices, deleted, loaded, rows, content.sums());
  }

  /**
   * Makes the table anew where that is wanted.
   *
   * @return true for a table without rows and for now without key. Nobody has rows of it to read,
   *     so that it may be locked until the commit.
   */
  private boolean makeReady() throws SQLException {
    if (due.rebuild()) {
      rebuild();
      return true;
    }
    try (Statement statement = connection.createStatement()) {
      try (ResultSet any =
          statement.executeQuery("select from " + table.quotedName() + " limit 1")) {
        if (any.next()) {
          return false;
        }
      }
      // a file that is new in this transaction need not be logged row by row
      statement.execute("truncate " + table.quotedName());
      statement.execute(table.dropKeyStatement());
    }
    return true;
  }

  private void rebuild() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists " + table.quotedName());
      statement.execute(table.createStatement());
    } catch (SQLException e) {
      if (DEPENDENTS_EXIST.equals(e.getSQLState())) {
        throw ExportErrors.dependents(table.name(), e);
      }
      throw e;
    }
    TableReconciler.describe(connection, table, false);
  }

  private void addKey() throws SQLException {
    Optional<String> key = table.addKeyStatement();
    if (key.isPresent()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(key.get());
      }
    }
  }

  private long checkLoaded(String where, List<String> parameters, LoadTable.Content content)
      throws SQLException {
    List<String> summed = List.copyOf(content.sums().keySet());
    String sums =
        summed.stream()
            .map(c -> ", coalesce(sum(" + SqlNames.quoted(c) + "), 0)")
            .collect(Collectors.joining());
    String query = "select count(*)" + sums + " from " + table.quotedName() + where;
    try (PreparedStatement statement = prepared(query, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      if (row.getLong(1) != content.rows()) {
        throw ExportErrors.rows(
            table.name(), "what was read of the curated table", content.rows(), row.getLong(1));
      }
      for (int i = 0; i < summed.size(); i++) {
        checkSum(summed.get(i), content.sums(), row.getBigDecimal(i + 2));
      }
      return row.getLong(1);
    }
  }

  private void checkSum(String column, Map<String, BigDecimal> curated, BigDecimal found) {
    BigDecimal expected = curated.getOrDefault(column, BigDecimal.ZERO);
    if (expected.compareTo(found) != 0) {
      throw ExportErrors.money(table.name(), column, expected, found);
    }
  }

  private long count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table.quotedName())) {
      row.next();
      return row.getLong(1);
    }
  }

  private long update(String statement, List<String> parameters) throws SQLException {
    try (PreparedStatement prepared = prepared(statement, parameters)) {
      return prepared.executeLargeUpdate();
    }
  }

  private PreparedStatement prepared(String statement, List<String> parameters)
      throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    for (int i = 0; i < parameters.size(); i++) {
      prepared.setString(i + 1, parameters.get(i));
    }
    return prepared;
  }
}
