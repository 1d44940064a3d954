package com.bedrot.lake.jobs.export;

import com.bedrot.lake.jobs.export.ExportReport.TableExport;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The warehouse's own account of what it holds: {@code ops.export_ledger}. */
final class ExportLedger {
  private static final String NEWEST =
      """
      select distinct on (table_name) table_name, delta_version
      from ops.export_ledger
      order by table_name, id desc
      """;
  private static final String INSERT =
      """
      insert into ops.export_ledger
        (table_name, run_id, delta_version, slices, rows_deleted, rows_loaded, rows, checksum)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private ExportLedger() {}

  /** The version each table's rows are of. */
  static Map<String, Long> versions(Connection connection) throws SQLException {
    Map<String, Long> versions = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(NEWEST)) {
      while (rows.next()) {
        versions.put(rows.getString(1), rows.getLong(2));
      }
    }
    return versions;
  }

  /** Notes a table's load, in the transaction that loads it. */
  static void append(Connection connection, String runId, TableExport table) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, table.table());
      insert.setString(2, runId);
      insert.setLong(3, table.version());
      insert.setObject(4, table.slices(), Types.INTEGER);
      insert.setLong(5, table.rowsDeleted());
      insert.setLong(6, table.rowsLoaded());
      insert.setLong(7, table.rows());
      insert.setString(8, checksum(table));
      insert.executeUpdate();
    }
  }

  /** {@code rows=923 earnings_usd=41.185000000000}, columns by name. */
  static String checksum(TableExport table) {
    Map<String, BigDecimal> sums = new TreeMap<>(table.sums());
    return "rows="
        + table.rowsLoaded()
        + sums.entrySet().stream()
            .map(e -> " " + e.getKey() + "=" + e.getValue().toPlainString())
            .collect(Collectors.joining());
  }
}
