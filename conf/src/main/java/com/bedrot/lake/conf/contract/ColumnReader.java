package com.bedrot.lake.conf.contract;

import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the {@code properties} of datasets and of tables. */
final class ColumnReader {
  /** What every staging row has besides its contract's columns. */
  static final List<String> LINEAGE =
      List.of("account", "_file_sha256", "_row", "_run_id", "_flags");

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "name",
          "businessName",
          "logicalType",
          "physicalType",
          "required",
          "description",
          "classification",
          "examples",
          "tags",
          "criticalDataElement",
          "transformSourceObjects",
          "transformLogic",
          "transformDescription",
          "customProperties");
  private static final Set<String> DATASET_PROPERTIES =
      Set.of("unit", "origin", "aliases", "formats", "nullTokens", "presence", "numberFormat");
  private static final Set<String> TABLE_PROPERTIES = Set.of("unit");
  private static final List<String> NUMBER_FORMATS =
      List.of("plain", "grouped-point", "grouped-comma");
  private static final List<String> ATTRIBUTES =
      List.of("account", "handle", "currency", "period", "observed_on");
  private static final List<String> CLASSES =
      List.of("none", "personal", "sensitive", "pseudonymous");
  private static final Set<ColumnType.Kind> DATED =
      Set.of(ColumnType.Kind.DATE, ColumnType.Kind.MONTH, ColumnType.Kind.TIMESTAMP);
  private static final String MONTH_AND_DAY = "localized-month-day";
  private static final Pattern NAME = Pattern.compile("_?[a-z][a-z0-9_]{0,62}");

  private ColumnReader() {}

  /**
   * @param headers whether spellings are header names (each stands for one column) rather than JSON
   *     paths, which several columns may fall back to
   * @param nameGroups named groups of the dataset's file patterns, which are attributes too
   */
  static List<ColumnContract> datasetColumns(
      ContractFields dataset, boolean headers, Set<String> nameGroups) {
    Set<String> attributes = new TreeSet<>(nameGroups);
    attributes.addAll(ATTRIBUTES);
    List<ColumnContract> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Map<String, String> spellings = new HashMap<>();
    for (ContractNode item : dataset.items("properties")) {
      ContractFields fields = item.fields(KEYS);
      ColumnContract column = datasetColumn(fields, names, attributes);
      if (LINEAGE.contains(column.name())) {
        fields.problem("name", column.name() + " is a column every dataset has already");
      }
      if (headers && column.origin() == Origin.FIELD) {
        checkHeaders(fields, column, spellings);
      }
      columns.add(column);
    }
    if (columns.isEmpty()) {
      dataset.place().problem("properties is missing");
    }
    return columns;
  }

  private static ColumnContract datasetColumn(
      ContractFields fields, Set<String> names, Set<String> attributes) {
    ContractFields custom = fields.custom(DATASET_PROPERTIES);
    String name = name(fields, names);
    ColumnType type = type(fields, ColumnType.LAKE_NAMES, ColumnType::ofLakeName);
    Origin origin = custom.choice("origin", Origin.class, Origin.FIELD);
    if (fields.has("transformSourceObjects")) {
      fields.problem("transformSourceObjects", "only columns of curated tables have it");
    }
    ColumnContract column =
        new ColumnContract(
            name,
            type,
            fields.text("description"),
            required(fields),
            custom.textOrNull("unit"),
            pii(fields),
            origin == null ? Origin.FIELD : origin,
            custom.texts("aliases"),
            custom.texts("formats", ColumnReader::format),
            custom.texts("nullTokens"),
            custom.pairs("presence"),
            numberFormat(custom));
    checkOrigin(custom, column, attributes);
    if (!column.formats().isEmpty() && !DATED.contains(type.kind())) {
      custom.problem("formats", "only dates, months and timestamps have formats");
    }
    return column;
  }

  static List<TableColumn> tableColumns(ContractFields table) {
    List<TableColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ContractNode item : table.items("properties")) {
      ContractFields fields = item.fields(KEYS);
      ContractFields custom = fields.custom(TABLE_PROPERTIES);
      columns.add(
          new TableColumn(
              name(fields, names),
              type(fields, ColumnType.POSTGRES_NAMES, ColumnType::ofPostgresName),
              fields.text("physicalType", ""),
              fields.text("description"),
              required(fields),
              custom.textOrNull("unit"),
              pii(fields),
              fields.texts("transformSourceObjects")));
    }
    if (columns.isEmpty()) {
      table.place().problem("properties is missing");
    }
    return columns;
  }

  private static String name(ContractFields fields, Set<String> names) {
    String name = fields.text("name");
    if (!NAME.matcher(name).matches()) {
      fields.problem("name", "must be lower-case letters, digits and underscores, is " + name);
    } else if (!names.add(name)) {
      fields.problem("name", "the column " + name + " is there twice");
    }
    return name;
  }

  private static ColumnType type(
      ContractFields fields,
      List<String> known,
      java.util.function.Function<String, Optional<ColumnType>> named) {
    String physical = fields.text("physicalType");
    Optional<ColumnType> type = named.apply(physical);
    if (type.isEmpty()) {
      fields.problem(
          "physicalType", "unknown type " + physical + ", known are " + String.join(", ", known));
      return ColumnType.STRING;
    }
    String logical = fields.text("logicalType");
    if (!logical.equals(type.get().logicalType())) {
      fields.problem(
          "logicalType",
          "must be " + type.get().logicalType() + " for " + physical + ", is " + logical);
    }
    return type.get();
  }

  private static boolean required(ContractFields fields) {
    return fields.has("required") && fields.flag("required");
  }

  private static String pii(ContractFields fields) {
    String pii = fields.text("classification", "none");
    if (!CLASSES.contains(pii)) {
      fields.get("classification").ifPresent(node -> node.unknown("classification", pii, CLASSES));
    }
    return pii;
  }

  private static String numberFormat(ContractFields custom) {
    String format = custom.text("numberFormat", "plain");
    if (!NUMBER_FORMATS.contains(format)) {
      custom
          .get("numberFormat")
          .ifPresent(node -> node.unknown("number format", format, NUMBER_FORMATS));
    }
    return format;
  }

  private static String format(ContractNode node) {
    String format = node.text();
    if (!format.equals(MONTH_AND_DAY)) {
      String pattern =
          format.startsWith(ColumnContract.DAY_BEFORE)
              ? format.substring(ColumnContract.DAY_BEFORE.length())
              : format;
      try {
        DateTimeFormatter unused = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      } catch (IllegalArgumentException e) {
        node.problem("not a date pattern: " + pattern);
      }
    }
    return format;
  }

  private static void checkOrigin(
      ContractFields custom, ColumnContract column, Set<String> attributes) {
    if (column.origin() == Origin.PRESENCE && column.presence().isEmpty()) {
      custom.problem("origin", "presence needs the custom property presence");
    }
    if (column.origin() != Origin.PRESENCE && !column.presence().isEmpty()) {
      custom.problem("presence", "needs origin presence");
    }
    if (column.origin() == Origin.ATTRIBUTE) {
      if (column.aliases().size() != 1) {
        custom.problem("aliases", "origin attribute needs one alias, the attribute's name");
      }
      for (ContractNode alias : custom.items("aliases")) {
        if (!attributes.contains(alias.text())) {
          alias.unknown("attribute", alias.text(), attributes);
        }
      }
    }
  }

  private static void checkHeaders(
      ContractFields fields, ColumnContract column, Map<String, String> columns) {
    List<String> spellings = new ArrayList<>(column.aliases());
    spellings.add(column.name());
    for (String spelling : spellings) {
      String other = columns.putIfAbsent(normal(spelling), column.name());
      if (other != null && !other.equals(column.name())) {
        fields.place().problem("the alias " + spelling + " also stands for the column " + other);
      }
    }
  }

  private static String normal(String header) {
    StringBuilder kept = new StringBuilder();
    header.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
    return kept.toString().toLowerCase(Locale.ROOT);
  }
}
