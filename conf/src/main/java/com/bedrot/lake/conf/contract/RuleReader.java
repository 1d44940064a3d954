package com.bedrot.lake.conf.contract;

import com.bedrot.lake.conf.contract.RuleContract.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code quality} entries of one dataset or table. */
final class RuleReader {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "name",
          "description",
          "type",
          "dimension",
          "severity",
          "businessImpact",
          "unit",
          "metric",
          "arguments",
          "mustBe",
          "mustBeGreaterOrEqualTo",
          "mustBeLessOrEqualTo",
          "engine",
          "implementation",
          "tags");
  private static final Set<String> IMPLEMENTATION_KEYS =
      Set.of("level", "expression", "threshold", "metric", "column", "atLeast", "atMost");
  private static final Set<String> METRICS =
      Set.of(
          "row_count",
          "completeness",
          "uniqueness",
          "minimum",
          "maximum",
          "mean",
          "sum",
          "compliance",
          "distinct");
  private static final Set<String> LIBRARY_METRICS = Set.of("rowCount", "duplicateValues");
  private static final Set<String> TYPES = Set.of("library", "custom");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final Set<String> columns;
  private final Set<String> known = new HashSet<>();
  private final boolean rowRules;

  /**
   * @param columns every column a rule may name
   * @param rowRules whether rules over single rows are allowed here
   */
  RuleReader(Set<String> columns, boolean rowRules) {
    this.columns = columns;
    this.rowRules = rowRules;
  }

  List<RuleContract> read(ContractFields subject) {
    List<RuleContract> rules = new ArrayList<>();
    for (ContractNode item : subject.items("quality")) {
      ContractFields fields = item.fields(KEYS);
      checkId(fields);
      Severity severity = fields.choice("severity", Severity.class, null);
      RuleContract rule =
          fields.text("type").equals("library")
              ? library(fields, severity == null ? Severity.WARN : severity)
              : custom(fields, severity == null ? Severity.WARN : severity);
      if (rule != null) {
        checkSeverity(fields, rule);
        rules.add(rule);
      }
    }
    return rules;
  }

  private void checkId(ContractFields fields) {
    String id = fields.text("id");
    boolean verdict = id.equals("PERIOD_NOT_DAILY");
    if (!verdict && !ID.matcher(id).matches()) {
      fields.problem("id", "must be lower-case letters, digits and underscores, is " + id);
    }
    if (!known.add(id)) {
      fields.problem("id", "the rule " + id + " is there twice");
    }
    fields.text("description");
  }

  private static void checkSeverity(ContractFields fields, RuleContract rule) {
    boolean forFiles =
        rule.severity() == Severity.QUARANTINE_ROW || rule.severity() == Severity.QUARANTINE_FILE;
    boolean forTables =
        rule.severity() == Severity.HOLD_PUBLISH || rule.severity() == Severity.FAIL_RUN;
    if (rule.level() == Level.ROW ? forTables : forFiles) {
      fields.problem(
          "severity",
          ContractFields.kebab(rule.severity())
              + (rule.level() == Level.ROW
                  ? " is for tables, not rows"
                  : " is for rows, not tables"));
    }
  }

  private @Nullable RuleContract library(ContractFields fields, Severity severity) {
    String metric = fields.text("metric");
    if (metric.equals("rowCount")) {
      Double least = fields.numberOrNull("mustBeGreaterOrEqualTo");
      Double most = fields.numberOrNull("mustBeLessOrEqualTo");
      if (least == null && most == null) {
        fields.place().problem("rowCount needs mustBeGreaterOrEqualTo or mustBeLessOrEqualTo");
      }
      return table(fields, severity, "row_count", null, null, least, most);
    }
    if (metric.equals("duplicateValues")) {
      if (!fields.text("mustBe").equals("0")) {
        fields.problem("mustBe", "duplicateValues must be 0");
      }
      ContractFields arguments =
          fields
              .get("arguments")
              .map(node -> node.fields(Set.of("properties")))
              .orElseGet(() -> new ContractFields(fields.place(), java.util.Map.of()));
      List<String> keys = arguments.texts("properties", this::column);
      if (keys.isEmpty()) {
        fields.place().problem("duplicateValues needs arguments.properties");
      }
      return table(fields, severity, "uniqueness", String.join(",", keys), null, 1.0, null);
    }
    fields.get("metric").ifPresent(node -> node.unknown("metric", metric, LIBRARY_METRICS));
    return null;
  }

  private @Nullable RuleContract custom(ContractFields fields, Severity severity) {
    String type = fields.text("type");
    if (!type.equals("custom")) {
      fields.get("type").ifPresent(node -> node.unknown("rule type", type, TYPES));
      return null;
    }
    if (!fields.text("engine").equals("lake")) {
      fields.problem("engine", "must be lake");
    }
    Optional<ContractNode> implementation = fields.get("implementation");
    if (implementation.isEmpty()) {
      fields.place().problem("implementation is missing");
      return null;
    }
    ContractFields how = implementation.get().fields(IMPLEMENTATION_KEYS);
    Level level = how.choice("level", Level.class, null);
    if (level == null) {
      return null;
    }
    return level == Level.ROW ? row(fields, how, severity) : measured(fields, how, severity);
  }

  private RuleContract row(ContractFields fields, ContractFields how, Severity severity) {
    if (!rowRules) {
      how.problem("level", "row rules belong to datasets, not to curated tables");
    }
    String expression = how.text("expression");
    how.get("expression").ifPresent(node -> ExpressionNames.check(node, columns));
    for (String key : List.of("metric", "column", "atLeast", "atMost")) {
      how.get(key).ifPresent(node -> node.problem("row rules have no " + key));
    }
    Double threshold = how.has("threshold") ? Double.valueOf(how.share("threshold", 0)) : null;
    return new RuleContract(
        fields.text("id", ""),
        fields.text("description", ""),
        Level.ROW,
        severity,
        null,
        null,
        expression,
        null,
        null,
        threshold);
  }

  private @Nullable RuleContract measured(
      ContractFields fields, ContractFields how, Severity severity) {
    String metric = how.text("metric");
    if (!METRICS.contains(metric)) {
      how.get("metric").ifPresent(node -> node.unknown("metric", metric, METRICS));
      return null;
    }
    boolean compliance = metric.equals("compliance");
    String expression = null;
    String column = null;
    if (compliance) {
      expression = how.text("expression");
      how.get("expression").ifPresent(node -> ExpressionNames.check(node, columns));
    } else if (!metric.equals("row_count")) {
      column = how.text("column");
      how.get("column").ifPresent(this::columns);
    }
    Double least = how.numberOrNull("atLeast");
    Double most = how.numberOrNull("atMost");
    if (least == null && most == null) {
      how.place().problem("a table rule needs atLeast or atMost");
    }
    if (how.has("threshold")) {
      how.problem("threshold", "table rules have no threshold, use atLeast or atMost");
    }
    return table(fields, severity, metric, column, expression, least, most);
  }

  private static RuleContract table(
      ContractFields fields,
      Severity severity,
      String metric,
      @Nullable String column,
      @Nullable String expression,
      @Nullable Double least,
      @Nullable Double most) {
    return new RuleContract(
        fields.text("id", ""),
        fields.text("description", ""),
        Level.TABLE,
        severity,
        metric,
        column,
        expression,
        least,
        most,
        null);
  }

  private String column(ContractNode node) {
    String name = node.text();
    if (!columns.contains(name)) {
      node.unknown("column", name, columns);
    }
    return name;
  }

  private void columns(ContractNode node) {
    for (String name : node.text().split(",", -1)) {
      if (!columns.contains(name)) {
        node.unknown("column", name, columns);
      }
    }
  }
}
