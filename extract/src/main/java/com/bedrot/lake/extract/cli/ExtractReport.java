package com.bedrot.lake.extract.cli;

import static com.bedrot.lake.extract.cli.LandingReport.put;

import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.cli.LandingReport.Problem;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code lake extract} prints: one line per window, and the calls of a dry run. */
final class ExtractReport implements LandingReport.Result {
  private final List<WindowOutcome> outcomes;

  ExtractReport(List<WindowOutcome> outcomes) {
    this.outcomes = outcomes;
  }

  /** The windows and accounts that failed. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (WindowOutcome outcome : outcomes) {
      ErrorCode code = outcome.code();
      if (code != null) {
        problems.add(new Problem(code, place(outcome) + ": " + outcome.detail()));
      }
    }
    return problems;
  }

  @Override
  public void print(Printer printer) {
    printer.result(table());
    for (WindowOutcome outcome : outcomes) {
      outcome.planned().forEach(file -> calls(printer, outcome, file));
    }
    printer.result(summary());
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

  private static void calls(Printer printer, WindowOutcome outcome, PlannedFile file) {
    printer.result(place(outcome) + " -> " + file.name());
    file.calls().forEach(call -> printer.result("  " + call));
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

  @Override
  public void addTo(Map<String, Object> document) {
    for (Kind kind : Kind.values()) {
      document.put(id(kind), count(kind));
    }
    document.put("rows", outcomes.stream().mapToLong(WindowOutcome::rows).sum());
    document.put("bytes", outcomes.stream().mapToLong(WindowOutcome::bytes).sum());
    document.put("windows", outcomes.stream().map(ExtractReport::fields).toList());
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

  private static String id(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable Object value) {
    return value == null || value.toString().isEmpty() ? "-" : value.toString();
  }
}
