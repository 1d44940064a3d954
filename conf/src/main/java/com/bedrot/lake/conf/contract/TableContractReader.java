package com.bedrot.lake.conf.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the contract of one curated table. */
final class TableContractReader {
  private static final Set<String> PROPERTIES =
      Set.of("datasets", "tables", "partitionBy", "grain", "sortBy", "publishGroup");

  /** A table with what only the loader needs of it. */
  record Read(TableContract table, ContractFields fields, ContractFields custom) {}

  private TableContractReader() {}

  static Read read(ContractNode root, String file, String fileName) {
    ContractDocument document = ContractDocument.read(root, fileName);
    document.fields().custom(Set.of());
    List<ContractNode> schema = document.fields().items("schema");
    if (schema.size() != 1) {
      document.fields().problem("schema", "a table contract has exactly one schema entry");
    }
    ContractFields fields =
        schema.isEmpty()
            ? new ContractFields(root, java.util.Map.of())
            : schema.get(0).fields(DatasetReader.KEYS);
    if (!schema.isEmpty() && !fields.text("name").equals(document.id())) {
      fields.problem("name", "must be the contract's id " + document.id());
    }
    ContractFields custom = fields.custom(PROPERTIES);
    List<TableColumn> columns = schema.isEmpty() ? List.of() : ColumnReader.tableColumns(fields);
    Set<String> names =
        columns.stream()
            .map(TableColumn::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    TableContract table =
        new TableContract(
            document.id(),
            document.version(),
            document.title(),
            fields.text("description", document.description()),
            columns,
            custom.texts("datasets"),
            custom.texts("tables"),
            DatasetReader.columnNames(custom, "partitionBy", names, false),
            DatasetReader.columnNames(custom, "grain", names, !schema.isEmpty()),
            DatasetReader.columnNames(custom, "sortBy", names, false),
            schema.isEmpty() ? "" : custom.text("publishGroup"),
            new RuleReader(names, false).read(fields),
            file);
    return new Read(table, fields, custom);
  }
}
