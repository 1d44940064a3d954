package com.bedrot.lake.jobs.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The parts of the warehouse that are the same whatever the contracts say: schemas, roles, ledger,
 * views. Flyway brings them up to date; where a mark in the database says that they are, it is not
 * even loaded.
 */
final class WarehouseSchema {
  static final List<String> MIGRATIONS =
      List.of("V1__schemas_and_roles.sql", "V2__export_ledger.sql", "R__views.sql");
  private static final String FOLDER = "/warehouse/migration/";
  private static final String MARK = "Export ledger of the lake; schema ";

  private final Warehouse warehouse;

  WarehouseSchema(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  void prepare(Connection connection) throws SQLException {
    String mark = MARK + fingerprint();
    if (mark.equals(currentMark(connection))) {
      return;
    }
    migrate();
    try (Statement statement = connection.createStatement()) {
      if (warehouse.embedded()) {
        letReaderLogIn(statement);
      }
      statement.execute("comment on schema ops is " + SqlNames.constant(mark));
    }
  }

  private void migrate() {
    try {
      Flyway.configure()
          .dataSource(warehouse.address().source())
          .defaultSchema("ops")
          .locations("classpath:" + FOLDER.substring(1, FOLDER.length() - 1))
          .placeholders(Map.of("reader", warehouse.readerName()))
          .failOnMissingLocations(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw WarehouseErrors.migration(e);
    }
  }

  private void letReaderLogIn(Statement statement) throws SQLException {
    String password = warehouse.server().orElseThrow().credentials().reader().reveal();
    statement.execute(
        "alter role " + warehouse.readerRole() + " login password " + SqlNames.constant(password));
  }

  private static String currentMark(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select obj_description(to_regnamespace('ops'), 'pg_namespace')")) {
      String mark = rows.next() ? rows.getString(1) : null;
      return mark == null ? "" : mark;
    }
  }

  private static String fingerprint() {
    CRC32 sum = new CRC32();
    for (String migration : MIGRATIONS) {
      try (InputStream text = WarehouseSchema.class.getResourceAsStream(FOLDER + migration)) {
        if (text == null) {
          throw new IOException("no " + migration + " on the class path");
        }
        sum.update(text.readAllBytes());
      } catch (IOException e) {
        throw WarehouseErrors.migration(e);
      }
    }
    return HexFormat.of().toHexDigits(sum.getValue(), 8);
  }
}
