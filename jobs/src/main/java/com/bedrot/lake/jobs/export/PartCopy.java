package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LoadException;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.jobs.warehouse.SqlNames;
import com.bedrot.lake.jobs.warehouse.WarehouseAddress;
import com.bedrot.lake.jobs.warehouse.WarehouseColumn;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Copies one Spark partition into a load table, on the executor. An attempt is one transaction that
 * ends with the part's mark: a failed attempt leaves nothing, a second success of the same part is
 * not possible, and an attempt that follows a success does nothing.
 */
final class PartCopy implements VoidFunction<Iterator<InternalRow>> {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int FLUSH_BYTES = BUFFER_BYTES - 16 * 1024;
  private static final String UNIQUE_VIOLATION = "23505";

  private final WarehouseAddress address;
  private final String loadTable;
  private final List<WarehouseColumn> columns;

  PartCopy(WarehouseAddress address, String loadTable, List<WarehouseColumn> columns) {
    this.address = address;
    this.loadTable = loadTable;
    this.columns = List.copyOf(columns);
  }

  @Override
  public void call(Iterator<InternalRow> rows) {
    int part = TaskContext.getPartitionId();
    try (Connection connection = address.connect("lake-export " + loadTable)) {
      connection.setAutoCommit(false);
      if (isComplete(connection, part)) {
        return;
      }
      RowEncoder encoder = new RowEncoder(columns);
      copy(connection, rows, encoder);
      KillPoint.reach("export.copied-part");
      if (mark(connection, part, encoder)) {
        connection.commit();
      }
    } catch (SQLException e) {
      throw new LoadException(
          ErrorCode.WAREHOUSE_LOAD,
          "Part " + part + " of " + loadTable + " was not copied: " + e.getMessage(),
          e);
    }
  }

  private void copy(Connection connection, Iterator<InternalRow> rows, RowEncoder encoder)
      throws SQLException {
    CopyIn stream =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy " + SqlNames.quoted("load", loadTable) + " from stdin with (format binary)");
    try {
      CopyBuffer buffer = new CopyBuffer(BUFFER_BYTES);
      buffer.header();
      while (rows.hasNext()) {
        encoder.write(rows.next(), buffer);
        if (buffer.length() > FLUSH_BYTES) {
          stream.writeToCopy(buffer.bytes(), 0, buffer.length());
          buffer.clear();
        }
      }
      buffer.trailer();
      stream.writeToCopy(buffer.bytes(), 0, buffer.length());
      stream.endCopy();
    } finally {
      if (stream.isActive()) {
        stream.cancelCopy();
      }
    }
  }

  private boolean isComplete(Connection connection, int part) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select from load.parts where load_table = ? and part = ?")) {
      query.setString(1, loadTable);
      query.setInt(2, part);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  /** False where another attempt has succeeded meanwhile: this one's rows go with the rollback. */
  private boolean mark(Connection connection, int part, RowEncoder encoder) throws SQLException {
    BigDecimal[] sums = encoder.sums();
    try (PreparedStatement insert =
        connection.prepareStatement("insert into load.parts values (?, ?, ?, ?)")) {
      insert.setString(1, loadTable);
      insert.setInt(2, part);
      insert.setLong(3, encoder.rows());
      insert.setArray(4, connection.createArrayOf("numeric", sums));
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        connection.rollback();
        return false;
      }
      throw e;
    }
  }
}
