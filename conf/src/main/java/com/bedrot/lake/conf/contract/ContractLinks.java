package com.bedrot.lake.conf.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one contract says of another: checks it, and gives every table the columns its datasets
 * feed.
 */
final class ContractLinks {
  private final Map<String, DatasetReader.Read> datasets = new LinkedHashMap<>();
  private final Map<String, TableContractReader.Read> tables = new LinkedHashMap<>();

  ContractLinks(List<SourceContractReader.Read> sources, List<TableContractReader.Read> tables) {
    for (SourceContractReader.Read source : sources) {
      source.datasets().forEach(read -> datasets.put(read.dataset().key(), read));
    }
    tables.forEach(read -> this.tables.put(read.table().id(), read));
  }

  /** The tables with their feeding datasets and carried columns filled in. */
  List<TableContract> resolve() {
    datasets.values().forEach(this::checkFeeds);
    List<TableContract> resolved = new ArrayList<>();
    for (TableContractReader.Read read : tables.values()) {
      checkTables(read);
      resolved.add(resolve(read));
    }
    return resolved;
  }

  private void checkFeeds(DatasetReader.Read read) {
    for (ContractNode node : read.custom().items("feeds")) {
      if (!tables.containsKey(node.text())) {
        node.unknown("table", node.text(), tables.keySet());
      }
    }
  }

  private void checkTables(TableContractReader.Read read) {
    for (ContractNode node : read.custom().items("tables")) {
      String other = node.text();
      if (!tables.containsKey(other)) {
        node.unknown("table", other, tables.keySet());
      } else if (needs(other, read.table().id(), new HashSet<>())) {
        node.problem(read.table().id() + " and " + other + " are built from each other");
      }
    }
    for (ContractNode node : read.custom().items("datasets")) {
      if (!datasets.containsKey(node.text())) {
        node.unknown("dataset", node.text(), datasets.keySet());
      }
    }
  }

  private boolean needs(String table, String wanted, Set<String> seen) {
    if (table.equals(wanted)) {
      return true;
    }
    TableContractReader.Read read = tables.get(table);
    return read != null
        && seen.add(table)
        && read.table().tables().stream().anyMatch(next -> needs(next, wanted, seen));
  }

  private TableContract resolve(TableContractReader.Read read) {
    TableContract table = read.table();
    Map<String, ContractFields> places = places(read);
    Set<String> feeding = new HashSet<>(table.datasets());
    List<String> order = new ArrayList<>(table.datasets());
    Map<String, Set<String>> named = new HashMap<>();
    for (TableColumn column : table.columns()) {
      Set<String> keys = checkFrom(column, places.getOrDefault(column.name(), read.fields()));
      named.put(column.name(), keys);
      keys.stream().filter(feeding::add).forEach(order::add);
    }
    List<DatasetReader.Read> fed =
        datasets.values().stream()
            .filter(dataset -> dataset.custom().texts("feeds").contains(table.id()))
            .toList();
    fed.stream().map(d -> d.dataset().key()).filter(feeding::add).forEach(order::add);
    if (order.isEmpty() && table.tables().isEmpty()) {
      read.fields().place().problem("nothing feeds the table: name datasets or tables");
    }
    List<TableColumn> columns = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      columns.add(carried(column, fed, named.getOrDefault(column.name(), Set.of())));
    }
    return new TableContract(
        table.id(),
        table.version(),
        table.title(),
        table.description(),
        columns,
        order,
        table.tables(),
        table.partitionBy(),
        table.grain(),
        table.sortBy(),
        table.publishGroup(),
        table.rules(),
        table.file());
  }

  private static Map<String, ContractFields> places(TableContractReader.Read read) {
    Map<String, ContractFields> places = new HashMap<>();
    for (ContractNode node : read.fields().items("properties")) {
      ContractNode name = node.byKey().get("name");
      if (name != null) {
        places.putIfAbsent(name.text(), new ContractFields(node, node.byKey()));
      }
    }
    return places;
  }

  /** Checks where a column is carried from; returns the keys of the datasets it names. */
  private Set<String> checkFrom(TableColumn column, ContractFields place) {
    Set<String> keys = new LinkedHashSet<>();
    for (ContractNode node : place.items("transformSourceObjects")) {
      String from = node.text();
      int dot = from.lastIndexOf('.');
      String key = dot < 0 ? "" : from.substring(0, dot);
      DatasetReader.Read read = datasets.get(key);
      if (read == null) {
        node.unknown("dataset", dot < 0 ? from : key, datasets.keySet());
        continue;
      }
      if (!keys.add(key)) {
        node.problem("the dataset " + key + " is there twice");
      }
      checkType(node, column, read.dataset(), from.substring(dot + 1));
    }
    return keys;
  }

  private static void checkType(
      ContractNode node, TableColumn column, DatasetContract dataset, String name) {
    Optional<ColumnContract> from = dataset.column(name);
    if (from.isEmpty()) {
      if (!ColumnReader.LINEAGE.contains(name)) {
        node.unknown("column", name, dataset.columns().stream().map(ColumnContract::name).toList());
      }
      return;
    }
    if (!column.type().holds(from.get().type())) {
      node.problem(cannotHold(column, dataset, from.get()));
    }
  }

  private static String cannotHold(
      TableColumn column, DatasetContract dataset, ColumnContract from) {
    return column.physicalType()
        + " cannot hold "
        + dataset.key()
        + "."
        + from.name()
        + ", a "
        + from.type().sparkType();
  }

  /** The column with the equally named columns of the datasets that feed the table. */
  private static TableColumn carried(
      TableColumn column, List<DatasetReader.Read> fed, Set<String> named) {
    List<String> from = new ArrayList<>(column.from());
    for (DatasetReader.Read read : fed) {
      DatasetContract dataset = read.dataset();
      Optional<ColumnContract> same = dataset.column(column.name());
      if (named.contains(dataset.key()) || same.isEmpty()) {
        continue;
      }
      if (column.type().holds(same.get().type())) {
        from.add(dataset.key() + "." + column.name());
      } else {
        read.custom().problem("feeds", cannotHold(column, dataset, same.get()));
      }
    }
    return new TableColumn(
        column.name(),
        column.type(),
        column.physicalType(),
        column.description(),
        column.required(),
        column.unit(),
        column.pii(),
        from);
  }
}
