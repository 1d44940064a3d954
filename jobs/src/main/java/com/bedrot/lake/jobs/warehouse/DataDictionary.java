package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.contract.TableColumn;
import com.bedrot.lake.conf.contract.TableContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** The table {@code lake.data_dictionary}: every contract column, for people and BI tools. */
final class DataDictionary {
  private static final String INSERT =
      """
      insert into lake.data_dictionary
        (table_name, position, column_name, data_type, required, key_position, unit, pii,
         description, origin, contract_version)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private DataDictionary() {}

  /** Replaces the table's rows, in the open transaction. */
  static void replace(Connection connection, WarehouseTable table) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from lake.data_dictionary where table_name = ?")) {
      delete.setString(1, table.name());
      delete.executeUpdate();
    }
    TableContract contract = table.contract();
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < contract.columns().size(); i++) {
        fill(insert, contract, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void fill(PreparedStatement insert, TableContract contract, int index)
      throws SQLException {
    TableColumn column = contract.columns().get(index);
    int key = contract.grain().indexOf(column.name());
    insert.setString(1, contract.id());
    insert.setInt(2, index + 1);
    insert.setString(3, column.name());
    insert.setString(4, SqlType.of(column.physicalType()).toString());
    insert.setBoolean(5, column.required());
    if (key < 0) {
      insert.setNull(6, Types.INTEGER);
    } else {
      insert.setInt(6, key + 1);
    }
    insert.setString(7, column.unit());
    insert.setString(8, column.pii());
    insert.setString(9, column.description());
    insert.setString(10, String.join(", ", column.from()));
    insert.setString(11, contract.version());
  }
}
