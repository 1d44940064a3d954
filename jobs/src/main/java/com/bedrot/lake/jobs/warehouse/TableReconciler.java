package com.bedrot.lake.jobs.warehouse;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables of schema {@code lake} in line with their contracts: missing tables and columns
 * are added, comments and dictionary follow; whatever would lose or reinterpret rows is refused
 * with the command that does it.
 */
public final class TableReconciler {
  private static final String EXISTING_COLUMNS =
      """
      select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = to_regnamespace('lake') and c.relkind = 'r'
      order by c.relname, a.attnum
      """;
  private static final String EXISTING_KEYS =
      """
      select r.relname, k.contype = 'p',
        (select array_agg(a.attname::text order by n.place)
         from unnest(k.conkey) with ordinality n (attnum, place)
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.attnum)
      from pg_constraint k
      join pg_class r on r.oid = k.conrelid
      where k.connamespace = to_regnamespace('lake') and k.conname = r.relname || '_grain'
      """;

  private record ExistingColumn(String type, boolean required) {}

  private record ExistingKey(boolean primary, List<String> columns) {}

  private final Connection connection;
  private final Map<String, Map<String, ExistingColumn>> existing = new HashMap<>();
  private final Map<String, ExistingKey> keys = new HashMap<>();
  private final Map<String, String> fingerprints = new HashMap<>();
  private final List<String> statements = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private TableReconciler(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reconciles in the connection's open transaction.
   *
   * @param rebuilt tables that are about to be made anew: left as they are
   * @return the tables whose rows must all be loaded again, because a column was added or became
   *     required since
   * @throws com.bedrot.lake.conf.error.LoadException WAREHOUSE_SCHEMA naming every table that
   *     cannot be changed in place; nothing was changed then
   */
  public static Set<String> reconcile(
      Connection connection, List<WarehouseTable> tables, Set<String> rebuilt) throws SQLException {
    TableReconciler reconciler = new TableReconciler(connection);
    reconciler.look();
    List<WarehouseTable> changed =
        tables.stream()
            .filter(t -> !rebuilt.contains(t.name()))
            .filter(reconciler::differs)
            .toList();
    Set<String> reloads = new HashSet<>();
    for (WarehouseTable table : changed) {
      if (reconciler.plan(table)) {
        reloads.add(table.name());
      }
    }
    if (!reconciler.problems.isEmpty()) {
      throw WarehouseErrors.refused(reconciler.problems);
    }
    reconciler.apply(changed, reloads);
    return reconciler.pendingReloads();
  }

  private void look() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(EXISTING_COLUMNS)) {
        while (rows.next()) {
          existing
              .computeIfAbsent(rows.getString(1), name -> new LinkedHashMap<>())
              .put(rows.getString(2), new ExistingColumn(rows.getString(3), rows.getBoolean(4)));
        }
      }
      try (ResultSet rows = statement.executeQuery(EXISTING_KEYS)) {
        while (rows.next()) {
          keys.put(rows.getString(1), new ExistingKey(rows.getBoolean(2), texts(rows.getArray(3))));
        }
      }
      try (ResultSet rows =
          statement.executeQuery("select table_name, fingerprint from ops.table_contracts")) {
        while (rows.next()) {
          fingerprints.put(rows.getString(1), rows.getString(2));
        }
      }
    }
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private boolean differs(WarehouseTable table) {
    return !existing.containsKey(table.name())
        || !table.fingerprint().equals(fingerprints.get(table.name()));
  }

  /** Whether the table's rows must all be loaded again. */
  private boolean plan(WarehouseTable table) {
    Map<String, ExistingColumn> columns = existing.get(table.name());
    if (columns == null) {
      statements.add(table.createStatement());
      table.addKeyStatement().ifPresent(statements::add);
      return false;
    }
    boolean reload = false;
    for (WarehouseColumn column : table.columns()) {
      reload |= planColumn(table, column, columns.get(column.name()));
    }
    for (String name : columns.keySet()) {
      if (!table.columnNames().contains(name)) {
        refuse(table, "column " + name + " is not in the contract any more");
      }
    }
    planKey(table);
    return reload;
  }

  private boolean planColumn(
      WarehouseTable table, WarehouseColumn column, @Nullable ExistingColumn found) {
    String alter = "alter table " + table.quotedName();
    String name = SqlNames.quoted(column.name());
    if (found == null) {
      statements.add(alter + " add column " + name + " " + column.sqlType());
      return true;
    }
    if (!found.type().equals(column.sqlType().toString())) {
      refuse(
          table, "column " + column.name() + " is " + found.type() + ", not " + column.sqlType());
      return false;
    }
    if (found.required() && !column.required()) {
      statements.add(alter + " alter column " + name + " drop not null");
    }
    return column.required() && !found.required();
  }

  private void planKey(WarehouseTable table) {
    ExistingKey key = keys.getOrDefault(table.name(), new ExistingKey(false, List.of()));
    ExistingKey wanted =
        new ExistingKey(
            !table.contract().grain().isEmpty() && table.keyIsPrimary(), table.contract().grain());
    if (!key.equals(wanted)) {
      refuse(
          table,
          "the key is ("
              + String.join(", ", key.columns())
              + "), not ("
              + String.join(", ", wanted.columns())
              + ")"
              + (key.columns().equals(wanted.columns()) ? " with the same required columns" : ""));
    }
  }

  private void refuse(WarehouseTable table, String why) {
    problems.add(table.name() + ": " + why + "; run `lake warehouse rebuild " + table.name() + "`");
  }

  private void apply(List<WarehouseTable> changed, Set<String> reloads) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
    for (WarehouseTable table : changed) {
      describe(connection, table, reloads.contains(table.name()));
    }
  }

  /** Notes the contract's words in comments and dictionary, in the open transaction. */
  public static void describe(Connection connection, WarehouseTable table, boolean reload)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String comment : table.commentStatements()) {
        statement.execute(comment);
      }
    }
    DataDictionary.replace(connection, table);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into ops.table_contracts as known
              (table_name, contract_version, fingerprint, reload)
            values (?, ?, ?, ?)
            on conflict (table_name) do update set
              contract_version = excluded.contract_version,
              fingerprint = excluded.fingerprint,
              reload = known.reload or excluded.reload
            """)) {
      statement.setString(1, table.name());
      statement.setString(2, table.contract().version());
      statement.setString(3, table.fingerprint());
      statement.setBoolean(4, reload);
      statement.executeUpdate();
    }
  }

  /**
   * Makes required what the contract says is required, after all rows were loaded again, and ends
   * the table's pending reload. Where nothing is to be changed the table is not locked.
   */
  public static void reloaded(Connection connection, WarehouseTable table) throws SQLException {
    Set<String> optional = new HashSet<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select attname from pg_attribute
            where attrelid = ?::regclass and attnum > 0 and not attisdropped and not attnotnull
            """)) {
      query.setString(1, table.quotedName());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          optional.add(rows.getString(1));
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      for (WarehouseColumn column : table.columns()) {
        if (column.required() && optional.contains(column.name())) {
          statement.execute(
              "alter table "
                  + table.quotedName()
                  + " alter column "
                  + SqlNames.quoted(column.name())
                  + " set not null");
        }
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update ops.table_contracts set reload = false where table_name = ? and reload")) {
      statement.setString(1, table.name());
      statement.executeUpdate();
    }
  }

  private Set<String> pendingReloads() throws SQLException {
    Set<String> tables = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select table_name from ops.table_contracts where reload")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
