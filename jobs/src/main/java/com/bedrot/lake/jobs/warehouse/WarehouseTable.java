package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.contract.TableColumn;
import com.bedrot.lake.conf.contract.TableContract;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table of schema {@code lake} as its contract describes it. */
public record WarehouseTable(TableContract contract, List<WarehouseColumn> columns) {
  public WarehouseTable {
    columns = List.copyOf(columns);
  }

  /**
   * The tables of those contracts.
   *
   * @throws com.bedrot.lake.conf.error.ConfigurationException naming every column whose physical
   *     type cannot hold its logical type
   */
  public static List<WarehouseTable> of(List<TableContract> contracts) {
    List<String> problems = new ArrayList<>();
    List<WarehouseTable> tables =
        contracts.stream().map(contract -> of(contract, problems)).toList();
    if (!problems.isEmpty()) {
      throw WarehouseErrors.badType(problems);
    }
    return tables;
  }

  private static WarehouseTable of(TableContract contract, List<String> problems) {
    Set<String> key = Set.copyOf(contract.grain());
    List<WarehouseColumn> columns = new ArrayList<>();
    for (TableColumn column : contract.columns()) {
      SqlType type = SqlType.of(column.physicalType());
      boolean required = column.required();
      type.wireFor(column.type())
          .ifPresentOrElse(
              wire ->
                  columns.add(
                      new WarehouseColumn(column.name(), column.type(), type, wire, required)),
              () ->
                  problems.add(
                      contract.file()
                          + ": "
                          + contract.id()
                          + "."
                          + column.name()
                          + ": physicalType "
                          + column.physicalType()
                          + " cannot hold every "
                          + column.type().sparkType()));
    }
    for (String name : key) {
      if (contract.columns().stream().noneMatch(c -> c.name().equals(name))) {
        problems.add(contract.file() + ": " + contract.id() + ": no column " + name + " (grain)");
      }
    }
    return new WarehouseTable(contract, columns);
  }

  public String name() {
    return contract.id();
  }

  /** The name as it stands in a statement. */
  public String quotedName() {
    return SqlNames.quoted("lake", name());
  }

  public List<String> columnNames() {
    return columns.stream().map(WarehouseColumn::name).toList();
  }

  /** {@code "a" text, "b" numeric(18,12)}: names and types without constraints. */
  public String columnList() {
    return columns.stream()
        .map(c -> SqlNames.quoted(c.name()) + " " + c.sqlType())
        .collect(Collectors.joining(", "));
  }

  /** The statement that makes the table, without its key. */
  public String createStatement() {
    String definitions =
        columns.stream()
            .map(
                c ->
                    "\n  "
                        + SqlNames.quoted(c.name())
                        + " "
                        + c.sqlType()
                        + (c.required() ? " not null" : ""))
            .collect(Collectors.joining(","));
    return "create table " + quotedName() + " (" + definitions + "\n)";
  }

  /**
   * The statement that adds the key, if the contract has one: over a full table it costs a quarter
   * of keeping it up to date row by row.
   */
  public Optional<String> addKeyStatement() {
    if (contract.grain().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "alter table "
            + quotedName()
            + " add constraint "
            + SqlNames.quoted(keyName())
            + (keyIsPrimary() ? " primary key (" : " unique nulls not distinct (")
            + SqlNames.list(contract.grain())
            + ")");
  }

  public String dropKeyStatement() {
    return "alter table "
        + quotedName()
        + " drop constraint if exists "
        + SqlNames.quoted(keyName());
  }

  String keyName() {
    return name() + "_grain";
  }

  /** A key with a column that may be missing is unique, with nulls equal, but not primary. */
  boolean keyIsPrimary() {
    return columns.stream()
        .filter(c -> contract.grain().contains(c.name()))
        .allMatch(WarehouseColumn::required);
  }

  /** The statements that put the contract's words beside table and columns. */
  public List<String> commentStatements() {
    List<String> statements = new ArrayList<>();
    statements.add(
        "comment on table " + quotedName() + " is " + SqlNames.constant(contract.description()));
    for (TableColumn column : contract.columns()) {
      String unit = column.unit() == null ? "" : " (" + column.unit() + ")";
      statements.add(
          "comment on column "
              + quotedName()
              + "."
              + SqlNames.quoted(column.name())
              + " is "
              + SqlNames.constant(column.description() + unit));
    }
    return statements;
  }

  /** Changes with anything of the contract that the warehouse shows. */
  String fingerprint() {
    List<Object> parts = new ArrayList<>(contract.columns());
    parts.add(contract.grain());
    parts.add(contract.version());
    parts.add(contract.description());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(parts.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
