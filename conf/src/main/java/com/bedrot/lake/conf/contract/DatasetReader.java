package com.bedrot.lake.conf.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one dataset of a source contract. */
final class DatasetReader {
  static final Set<String> KEYS =
      Set.of(
          "id",
          "name",
          "physicalName",
          "logicalType",
          "physicalType",
          "description",
          "businessName",
          "tags",
          "dataGranularityDescription",
          "customProperties",
          "properties",
          "quality");
  private static final Set<String> PROPERTIES =
      Set.of(
          "filePatterns",
          "contentKeys",
          "parent",
          "format",
          "history",
          "grain",
          "sortBy",
          "badRowsThreshold",
          "lookbackDays",
          "cleaner",
          "feeds");
  private static final Set<String> HISTORY_KEYS = Set.of("mode", "sliceBy", "newestBy");
  private static final List<String> NEWEST_BY = List.of("name", "extracted_at", "landed_at");
  private static final List<String> GROUPS =
      List.of("account", "start", "end", "period", "epoch", "year", "month");
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final String CONTENT = "content:";
  private static final String MONTH_OF = "@month";

  /** A dataset with what only the loader needs of it. */
  record Read(DatasetContract dataset, ContractFields fields, ContractFields custom) {}

  private final ContractDocument document;
  private final Map<String, Integer> freshness;
  private final Map<String, String> cadence;

  DatasetReader(
      ContractDocument document, Map<String, Integer> freshness, Map<String, String> cadence) {
    this.document = document;
    this.freshness = freshness;
    this.cadence = cadence;
  }

  Read read(ContractNode node) {
    ContractFields fields = node.fields(KEYS);
    ContractFields custom = fields.custom(PROPERTIES);
    String name = fields.text("name");
    if (!NAME.matcher(name).matches()) {
      fields.problem("name", "must be lower-case letters, digits and underscores, is " + name);
    }
    FileFormat format = FileFormatReader.read(custom);
    Set<String> nameGroups = new HashSet<>();
    custom.items("filePatterns").forEach(pattern -> nameGroups.addAll(groups(pattern)));
    List<ColumnContract> columns =
        ColumnReader.datasetColumns(fields, format.kind() != FileFormat.Kind.JSON, nameGroups);
    checkGroups(custom, columns);
    Map<String, ColumnType> types = types(columns);
    List<RuleContract> rules = new RuleReader(types.keySet(), true).read(fields);
    checkTotals(custom, format, types);
    checkContentKeys(custom, format, types.keySet());
    if (!freshness.containsKey(name)) {
      fields.place().problem("slaProperties has no freshness for " + name);
    }
    DatasetContract dataset =
        new DatasetContract(
            document.id(),
            name,
            fields.text("description"),
            document.version(),
            custom.texts("filePatterns"),
            custom.texts("contentKeys"),
            parent(custom, format),
            format,
            history(custom, types),
            columns,
            columnNames(custom, "grain", types.keySet(), true),
            columnNames(custom, "sortBy", types.keySet(), false),
            level(rules, RuleContract.Level.ROW),
            level(rules, RuleContract.Level.TABLE),
            custom.share("badRowsThreshold", 0.05),
            freshness.getOrDefault(name, 0),
            cadence.get(name),
            (int) custom.whole("lookbackDays", 0),
            custom.has("cleaner") && custom.flag("cleaner"));
    return new Read(dataset, fields, custom);
  }

  private static List<RuleContract> level(List<RuleContract> rules, RuleContract.Level level) {
    return rules.stream().filter(rule -> rule.level() == level).toList();
  }

  /** Every column a rule, grain or slice may name, lineage columns too. */
  private static Map<String, ColumnType> types(List<ColumnContract> columns) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach(column -> types.put(column.name(), column.type()));
    ColumnReader.LINEAGE.forEach(name -> types.putIfAbsent(name, ColumnType.STRING));
    return types;
  }

  private static @Nullable String parent(ContractFields custom, FileFormat format) {
    String parent = custom.textOrNull("parent");
    if ((parent == null) != (format.explode() == null)) {
      custom.place().problem("parent and format.explode belong together");
    }
    if (parent == null && !custom.has("filePatterns")) {
      custom.place().problem("the custom property filePatterns is missing");
    }
    return parent;
  }

  /** Named groups of a file pattern. */
  private static List<String> groups(ContractNode pattern) {
    return GROUP
        .matcher(FileFormatReader.regex(pattern))
        .results()
        .map(group -> group.group(1))
        .toList();
  }

  /** A group that is no fact of a name is an attribute, which a column takes. */
  private static void checkGroups(ContractFields custom, List<ColumnContract> columns) {
    Set<String> taken = new HashSet<>(GROUPS);
    columns.stream()
        .filter(column -> column.origin() == ColumnContract.Origin.ATTRIBUTE)
        .forEach(column -> taken.addAll(column.aliases()));
    for (ContractNode pattern : custom.items("filePatterns")) {
      groups(pattern).stream()
          .filter(group -> !taken.contains(group))
          .forEach(group -> pattern.unknown("group", group, GROUPS));
    }
  }

  private static void checkTotals(
      ContractFields custom, FileFormat format, Map<String, ColumnType> types) {
    String column = format.totalsColumn();
    if (column == null) {
      return;
    }
    ColumnType type = types.get(column);
    if (type == null) {
      custom.get("format").ifPresent(node -> node.unknown("column", column, types.keySet()));
    } else if (type.kind() != ColumnType.Kind.DECIMAL) {
      custom.problem("format", "totalsColumn " + column + " must be a decimal");
    }
  }

  private static void checkContentKeys(
      ContractFields custom, FileFormat format, Set<String> columns) {
    if (format.kind() == FileFormat.Kind.JSON) {
      return;
    }
    for (ContractNode key : custom.items("contentKeys")) {
      String name = key.text().startsWith("!") ? key.text().substring(1) : key.text();
      if (!columns.contains(name)) {
        key.unknown("column", name, columns);
      }
    }
  }

  private static History history(ContractFields custom, Map<String, ColumnType> types) {
    if (!custom.has("history")) {
      custom.place().problem("the custom property history is missing");
    }
    ContractFields fields =
        custom
            .get("history")
            .map(node -> node.fields(HISTORY_KEYS))
            .orElseGet(() -> new ContractFields(custom.place(), Map.of()));
    History.Mode mode =
        custom.has("history") ? fields.choice("mode", History.Mode.class, null) : null;
    List<String> newestBy = fields.texts("newestBy", node -> newestBy(node, types.keySet()));
    if (newestBy.isEmpty() && custom.has("history")) {
      fields.place().problem("newestBy is missing");
    }
    return new History(
        mode == null ? History.Mode.APPEND : mode,
        fields.texts("sliceBy", node -> slice(node, types)),
        newestBy);
  }

  private static String newestBy(ContractNode node, Set<String> columns) {
    String key = node.text();
    if (key.startsWith(CONTENT)) {
      String column = key.substring(CONTENT.length());
      if (!columns.contains(column)) {
        node.unknown("column", column, columns);
      }
    } else if (!NEWEST_BY.contains(key)) {
      node.problem(key + " is not one of content:COLUMN, " + String.join(", ", NEWEST_BY));
    }
    return key;
  }

  private static String slice(ContractNode node, Map<String, ColumnType> types) {
    String slice = node.text();
    boolean monthly = slice.endsWith(MONTH_OF);
    String column = monthly ? slice.substring(0, slice.length() - MONTH_OF.length()) : slice;
    ColumnType type = types.get(column);
    if (type == null) {
      node.unknown("column", column, types.keySet());
    } else if (monthly && type.kind() != ColumnType.Kind.DATE) {
      node.problem("@month needs a date, " + column + " is " + type.sparkType());
    }
    return slice;
  }

  /** Column names listed under a custom property, each of which must exist. */
  static List<String> columnNames(
      ContractFields custom, String property, Set<String> columns, boolean needed) {
    if (needed && !custom.has(property)) {
      custom.place().problem("the custom property " + property + " is missing");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ContractNode node : custom.items(property)) {
      String name = node.text();
      if (!columns.contains(name)) {
        node.unknown("column", name, columns);
      } else if (!seen.add(name)) {
        node.problem("the column " + name + " is there twice");
      }
      names.add(name);
    }
    return names;
  }
}
