package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.Publication.TableVersion;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.TableInfo;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseTestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** An installation with real Delta tables and an empty database as its warehouse. */
final class ExportFixture {
  private final SparkSession spark;
  private final LakeSettings settings;
  private final List<TableContract> contracts = new ArrayList<>();
  private int publications;

  ExportFixture(SparkSession spark, Path home) {
    this(spark, WarehouseTestServer.withDatabase(home));
  }

  ExportFixture(SparkSession spark, LakeSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /** Declares or redeclares a table. */
  void declare(TableContract contract) {
    contracts.removeIf(c -> c.id().equals(contract.id()));
    contracts.add(contract);
  }

  Lake lake() {
    return LakeOpener.open(settings, () -> new Contracts(List.of(), contracts));
  }

  /** Replaces the table, or the rows that condition names. */
  void write(String table, Dataset<Row> rows, String... replaceWhere) {
    TableContract contract =
        contracts.stream().filter(c -> c.id().equals(table)).findFirst().orElseThrow();
    DataFrameWriter<Row> writer = rows.write().format("delta").mode("overwrite");
    if (!contract.partitionBy().isEmpty()) {
      writer = writer.partitionBy(contract.partitionBy().toArray(String[]::new));
    }
    if (replaceWhere.length > 0) {
      writer = writer.option("replaceWhere", replaceWhere[0]);
    } else {
      writer = writer.option("overwriteSchema", "true");
    }
    writer.save(uri(table));
  }

  /** Publishes every table that was written, as it is now. */
  Publication publish() {
    Map<String, TableVersion> tables = new HashMap<>();
    for (TableContract contract : contracts) {
      DeltaTables.info(spark, uri(contract.id()))
          .ifPresent(info -> tables.put(contract.id(), version(info)));
    }
    Publication publication =
        new Publication(
            String.format("20261120T1200%02dZ-abcdef", publications++),
            Instant.parse("2026-11-20T12:00:00Z"),
            tables,
            Map.of());
    lake().ops().publish(publication);
    return publication;
  }

  private static TableVersion version(TableInfo info) {
    return new TableVersion(info.version(), info.rows(), true);
  }

  ExportReport export(Publication publication) {
    return WarehouseExport.export(spark, lake(), publication);
  }

  /** Every row of the statement, values as PostgreSQL writes them. */
  List<List<String>> ask(String sql) {
    try (Connection connection = Warehouse.open(settings).connect("test");
        Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'UTC'");
      List<List<String>> all = new ArrayList<>();
      if (!statement.execute(sql)) {
        return all;
      }
      try (ResultSet rows = statement.getResultSet()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(rows.getString(i));
          }
          all.add(row);
        }
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String one(String sql) {
    return ask(sql).get(0).get(0);
  }

  private String uri(String table) {
    return new LakePaths(settings.zones()).curatedTable(table).toString();
  }
}
