package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.conf.contract.TableColumn;
import com.bedrot.lake.conf.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A contract as text: a few facts, its columns, its rules. */
record ContractText(Printer printer) {
  private static final List<String> DATASET_COLUMNS =
      List.of("column", "type", "unit", "required", "read from", "pii", "description");
  private static final List<String> TABLE_COLUMNS =
      List.of("column", "type", "unit", "required", "carried from", "pii", "description");
  private static final List<String> RULES =
      List.of("rule", "severity", "holds when", "description");

  void show(DatasetContract dataset) {
    fact("dataset", dataset.key() + " " + dataset.contractVersion());
    fact("about", dataset.description());
    fact("format", format(dataset));
    fact("history", history(dataset));
    fact("grain", String.join(", ", dataset.grain()));
    fact("late after", dataset.freshnessDays() + " days");
    List<List<String>> columns = new ArrayList<>();
    for (ColumnContract column : dataset.columns()) {
      columns.add(
          List.of(
              column.name(),
              lower(column.type().kind()).equals("month") ? "month" : column.type().sparkType(),
              orDash(column.unit()),
              yes(column.required()),
              readFrom(column),
              column.pii(),
              column.description()));
    }
    printer.result(new TextTable(DATASET_COLUMNS, columns));
    show(Stream.concat(dataset.rowRules().stream(), dataset.tableRules().stream()).toList());
  }

  void show(TableContract table) {
    fact("table", table.id() + " " + table.version());
    fact("about", table.description());
    fact(
        "fed by",
        String.join(
            ", ", Stream.concat(table.datasets().stream(), table.tables().stream()).toList()));
    fact(
        "slices",
        table.partitionBy().isEmpty() ? "whole table" : String.join(", ", table.partitionBy()));
    fact("grain", String.join(", ", table.grain()));
    fact("published", "with group " + table.publishGroup());
    List<List<String>> columns = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      columns.add(
          List.of(
              column.name(),
              column.physicalType(),
              orDash(column.unit()),
              yes(column.required()),
              column.from().isEmpty() ? "-" : String.join(", ", column.from()),
              column.pii(),
              column.description()));
    }
    printer.result(new TextTable(TABLE_COLUMNS, columns));
    show(table.rules());
  }

  private void show(List<RuleContract> rules) {
    if (!rules.isEmpty()) {
      printer.result(
          new TextTable(
              RULES,
              rules.stream()
                  .map(r -> List.of(r.id(), lower(r.severity()), condition(r), r.description()))
                  .toList()));
    }
  }

  private void fact(String name, String value) {
    printer.result(String.format(Locale.ROOT, "%-10s %s", name, value));
  }

  private static String format(DatasetContract dataset) {
    String kind = lower(dataset.format().kind());
    if (dataset.format().explode() != null) {
      return kind + ", the array " + dataset.format().explode() + " of " + dataset.parent();
    }
    String containers = String.join(" or ", dataset.format().containers());
    return containers.isEmpty() ? kind : kind + ", also in " + containers;
  }

  private static String history(DatasetContract dataset) {
    String slices = String.join(", ", dataset.history().sliceBy());
    return lower(dataset.history().mode())
        + (slices.isEmpty() ? "" : " by " + slices)
        + ", newest by "
        + String.join(", ", dataset.history().newestBy());
  }

  private static String readFrom(ColumnContract column) {
    return switch (column.origin()) {
      case PRESENCE -> "the key that is there: " + String.join(", ", column.presence().keySet());
      case ATTRIBUTE -> "the file's " + String.join(", ", column.aliases());
      case FIELD ->
          column.aliases().isEmpty() ? column.name() : String.join(", ", column.aliases());
    };
  }

  /** What a rule asks for, as one line. */
  private static String condition(RuleContract rule) {
    if (rule.metric() == null) {
      return String.valueOf(rule.expression());
    }
    StringBuilder text = new StringBuilder(rule.metric());
    String subject = rule.column() == null ? rule.expression() : rule.column();
    if (subject != null) {
      text.append('(').append(subject).append(')');
    }
    if (rule.atLeast() != null) {
      text.append(" >= ").append(plain(rule.atLeast()));
    }
    if (rule.atMost() != null) {
      text.append(" <= ").append(plain(rule.atMost()));
    }
    return text.toString();
  }

  private static String plain(double number) {
    return new java.math.BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }

  private static String yes(boolean value) {
    return value ? "yes" : "-";
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
