package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code lake extract} prints. */
final class ExtractReport {
  private static final int LISTED = 60;

  private final CommandContext context;
  private final List<WindowOutcome> outcomes;
  private final boolean dryRun;

  ExtractReport(CommandContext context, List<WindowOutcome> outcomes, boolean dryRun) {
    this.context = context;
    this.outcomes = outcomes;
    this.dryRun = dryRun;
  }

  void print(boolean json) {
    Printer printer = context.printer();
    if (json) {
      printer.json(1, document());
    } else {
      printer.result(table());
      if (dryRun) {
        outcomes.forEach(outcome -> outcome.planned().forEach(file -> calls(outcome, file)));
      }
      printer.result(summary());
    }
    outcomes.stream().limit(LISTED).forEach(outcome -> error(printer, outcome));
  }

  private void error(Printer printer, WindowOutcome outcome) {
    ErrorCode code = outcome.code();
    if (code != null) {
      printer.error(code, place(outcome) + ": " + outcome.detail(), context.run().run());
    }
  }

  private static String place(WindowOutcome outcome) {
    String dataset = outcome.dataset();
    return outcome.source()
        + (dataset == null ? "" : "." + dataset)
        + " "
        + outcome.account()
        + (outcome.window() == null ? "" : " " + outcome.window());
  }

  private TextTable table() {
    List<List<String>> rows = new ArrayList<>();
    for (WindowOutcome outcome : outcomes) {
      rows.add(
          List.of(
              outcome.source(),
              text(outcome.account()),
              text(outcome.dataset()),
              text(outcome.window()),
              word(outcome.kind()),
              Long.toString(outcome.rows()),
              Long.toString(outcome.bytes()),
              outcome.code() == null ? outcome.detail() : outcome.code().name()));
    }
    return new TextTable(
        List.of("source", "account", "dataset", "window", "outcome", "rows", "bytes", "detail"),
        rows);
  }

  private void calls(WindowOutcome outcome, PlannedFile file) {
    context.printer().result(place(outcome) + " -> " + file.name());
    file.calls().forEach(call -> context.printer().result("  " + call));
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long count = count(kind);
      if (count > 0) {
        parts.add(count + " " + word(kind));
      }
    }
    return parts.isEmpty() ? "no source can be fetched" : String.join(", ", parts);
  }

  private long count(Kind kind) {
    return outcomes.stream().filter(o -> o.kind() == kind).count();
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case LANDED -> "landed";
      case KNOWN -> "known";
      case EMPTY -> "empty";
      case FAILED -> "failed";
      case SKIPPED -> "skipped";
      case NOT_DUE -> "not due";
      case UNCONFIGURED -> "not configured";
      case PLANNED -> "would be fetched";
    };
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run_id", context.run().run().value());
    document.put("dry_run", dryRun);
    for (Kind kind : Kind.values()) {
      document.put(id(kind), count(kind));
    }
    document.put("rows", outcomes.stream().mapToLong(WindowOutcome::rows).sum());
    document.put("bytes", outcomes.stream().mapToLong(WindowOutcome::bytes).sum());
    document.put("windows", outcomes.stream().map(ExtractReport::fields).toList());
    return document;
  }

  private static Map<String, Object> fields(WindowOutcome outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", outcome.source());
    if (!outcome.account().isEmpty()) {
      fields.put("account", outcome.account());
    }
    put(fields, "dataset", outcome.dataset());
    put(fields, "window", outcome.window());
    fields.put("outcome", id(outcome.kind()));
    put(fields, "code", outcome.code());
    fields.put("detail", outcome.detail());
    fields.put("rows", outcome.rows());
    fields.put("bytes", outcome.bytes());
    fields.put("drops", outcome.drops());
    if (!outcome.planned().isEmpty()) {
      fields.put("files", outcome.planned());
    }
    return fields;
  }

  private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
    if (value != null) {
      fields.put(key, value.toString());
    }
  }

  private static String id(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable Object value) {
    return value == null || value.toString().isEmpty() ? "-" : value.toString();
  }
}
