package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.Publication.TableVersion;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.jobs.export.ExportReport.TableExport;
import com.bedrot.lake.jobs.warehouse.SqlNames;
import com.bedrot.lake.jobs.warehouse.TableReconciler;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseTable;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the warehouse to a publication: what changed is copied beside, then one transaction
 * replaces it, with the ledger rows that say so. Whoever reads meanwhile sees the old rows; ended
 * at any moment, the next export does it again from the start.
 */
public final class WarehouseExport {
  private static final Logger LOG = LoggerFactory.getLogger(WarehouseExport.class);
  private static final long LOCK_KEY = 0x6c616b65_6c6f6164L;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** One row in so many. */
  private static final int CHANGED_MUCH = 20;

  private final Warehouse warehouse;
  private final List<WarehouseTable> tables;
  private final PublishedTables published;

  WarehouseExport(Warehouse warehouse, List<TableContract> contracts, PublishedTables published) {
    this.warehouse = warehouse;
    this.tables = WarehouseTable.of(contracts);
    this.published = published;
  }

  /** Loads what the warehouse does not have of that publication. */
  public static ExportReport export(SparkSession spark, Lake lake, Publication publication) {
    return export(spark, lake, publication, Set.of());
  }

  /**
   * As {@link #export(SparkSession, Lake, Publication)}, and makes the named tables anew from the
   * curated zone.
   */
  public static ExportReport export(
      SparkSession spark, Lake lake, Publication publication, Set<String> rebuilt) {
    WarehouseExport export =
        new WarehouseExport(
            Warehouse.open(lake.settings()),
            lake.contracts().tables(),
            new CuratedTables(spark, lake));
    ExportReport report = export.run(publication, rebuilt);
    ExportCheck.done(lake, publication);
    return report;
  }

  ExportReport run(Publication publication, Set<String> rebuilt) {
    try (Connection connection = warehouse.connect("lake-publish")) {
      lock(connection);
      LoadTable.dropLeftovers(connection);
      connection.setAutoCommit(false);
      Set<String> reloads = TableReconciler.reconcile(connection, tables, rebuilt);
      connection.commit();
      List<DueTable> due = due(connection, publication, reloads, rebuilt);
      connection.commit();
      if (due.isEmpty()) {
        return new ExportReport(publication.runId(), List.of(), Duration.ZERO, Duration.ZERO);
      }
      return load(connection, publication, due);
    } catch (SQLException e) {
      throw ExportErrors.failed(e);
    }
  }

  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // a dead exporter's connection may take a moment to be noticed
      statement.execute("set lock_timeout = '60s'");
      statement.execute("select pg_advisory_lock(" + LOCK_KEY + ")");
      statement.execute("set lock_timeout = '10s'");
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw ExportErrors.locked(e);
      }
      throw e;
    }
  }

  private List<DueTable> due(
      Connection connection, Publication publication, Set<String> reloads, Set<String> rebuilt)
      throws SQLException {
    Map<String, Long> exported = ExportLedger.versions(connection);
    List<DueTable> due = new ArrayList<>();
    for (WarehouseTable table : tables) {
      TableVersion wanted = publication.tables().get(table.name());
      Long from = exported.get(table.name());
      boolean rebuild = rebuilt.contains(table.name());
      boolean whole = rebuild || reloads.contains(table.name()) || from == null;
      if (wanted != null && (whole || !Long.valueOf(wanted.version()).equals(from))) {
        Slices slices = whole ? Slices.WHOLE : changed(table, from, wanted.version());
        due.add(new DueTable(table, from, wanted.version(), wanted.rows(), slices, rebuild));
      }
    }
    due.sort(Comparator.comparing(each -> each.table().name()));
    return due;
  }

  private Slices changed(WarehouseTable table, @Nullable Long from, long to) {
    if (from == null || from > to || table.contract().partitionBy().isEmpty()) {
      return Slices.WHOLE;
    }
    return published
        .changedSlices(table.name(), from, to)
        .map(changed -> Slices.of(changed, table.contract().partitionBy()))
        .orElse(Slices.WHOLE);
  }

  private ExportReport load(Connection connection, Publication publication, List<DueTable> due)
      throws SQLException {
    long start = System.nanoTime();
    List<LoadTable> loads = new ArrayList<>();
    String tail = publication.runId() + "_" + HexFormat.of().formatHex(random());
    for (DueTable each : due) {
      loads.add(LoadTable.create(connection, each.table(), tail));
    }
    connection.commit();
    KillPoint.reach("export.load-tables-made");
    List<LoadTable.Content> contents = new ArrayList<>();
    TableCopy copy = new TableCopy(warehouse.address(), published);
    for (int i = 0; i < due.size(); i++) {
      contents.add(copy.run(connection, due.get(i), loads.get(i)));
    }
    connection.commit();
    KillPoint.reach("export.copied");
    long copied = System.nanoTime();
    List<TableExport> done = publish(connection, publication, due, loads, contents);
    analyze(connection, done);
    return new ExportReport(
        publication.runId(),
        done,
        Duration.ofNanos(copied - start),
        Duration.ofNanos(System.nanoTime() - copied));
  }

  private static List<TableExport> publish(
      Connection connection,
      Publication publication,
      List<DueTable> due,
      List<LoadTable> loads,
      List<LoadTable.Content> contents)
      throws SQLException {
    List<TableExport> done = new ArrayList<>();
    try {
      for (int i = 0; i < due.size(); i++) {
        TableExport table =
            new TableSwap(connection, due.get(i), loads.get(i)).run(contents.get(i));
        ExportLedger.append(connection, publication.runId(), table);
        done.add(table);
      }
      refreshViews(connection);
      KillPoint.reach("export.in-transaction");
      connection.commit();
      KillPoint.reach("export.committed");
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
    for (TableExport table : done) {
      LOG.info("Warehouse table {} is at version {}", table.table(), table.version());
    }
    return done;
  }

  /** Materialised views show the publication from the same moment as the tables. */
  private static void refreshViews(Connection connection) throws SQLException {
    List<String> views = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "select matviewname from pg_matviews where schemaname = 'lake' order by 1")) {
        while (rows.next()) {
          views.add(rows.getString(1));
        }
      }
      for (String view : views) {
        statement.execute("refresh materialized view " + SqlNames.quoted("lake", view));
      }
    }
  }

  /** The planner's numbers of tables that changed much; of the others the server sees by itself. */
  private static void analyze(Connection connection, List<TableExport> done) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      for (TableExport table : done) {
        if ((table.rowsLoaded() + table.rowsDeleted()) * CHANGED_MUCH >= table.rows()) {
          statement.execute("analyze " + SqlNames.quoted("lake", table.table()));
        }
      }
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[3];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
