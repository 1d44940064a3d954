package com.bedrot.lake.extract.cli;

import static com.bedrot.lake.extract.cli.LandingReport.put;

import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.cli.LandingReport.Problem;
import com.bedrot.lake.extract.landing.FileOutcome;
import com.bedrot.lake.extract.landing.FileOutcome.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an import prints: one line per file, or per account where there are many. */
final class ImportReport implements LandingReport.Result {
  private static final int LISTED = 40;

  private final List<FileOutcome> outcomes;
  private final boolean dryRun;

  ImportReport(List<FileOutcome> outcomes, boolean dryRun) {
    this.outcomes = outcomes;
    this.dryRun = dryRun;
  }

  /** The files that were refused. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (FileOutcome outcome : outcomes) {
      ErrorCode code = outcome.code();
      if (code != null) {
        problems.add(new Problem(code, outcome.detail()));
      }
    }
    return problems;
  }

  @Override
  public void print(Printer printer) {
    List<FileOutcome> placed = outcomes.stream().filter(o -> o.kind() != Kind.REFUSED).toList();
    if (!placed.isEmpty()) {
      printer.result(placed.size() <= LISTED ? listed(placed) : counted(placed));
    }
    printer.result(summary());
  }

  private static TextTable listed(List<FileOutcome> placed) {
    List<List<String>> rows = new ArrayList<>();
    for (FileOutcome outcome : placed) {
      String member = outcome.member();
      rows.add(
          List.of(
              outcome.path().getFileName() + (member == null ? "" : ":" + member),
              text(outcome.datasetKey()),
              text(outcome.account()),
              text(outcome.fileId()),
              outcome.window() == null
                  ? outcome.detail()
                  : outcome.detail() + ", " + outcome.window()));
    }
    return new TextTable(List.of("file", "dataset", "account", "file id", "outcome"), rows);
  }

  private static TextTable counted(List<FileOutcome> placed) {
    Map<List<String>, long[]> counts =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (FileOutcome outcome : placed) {
      List<String> key =
          List.of(text(outcome.datasetKey()), text(outcome.account()), word(outcome.kind()));
      long[] count = counts.computeIfAbsent(key, k -> new long[2]);
      count[0]++;
      count[1] += outcome.bytes();
    }
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            rows.add(
                List.of(
                    key.get(0),
                    key.get(1),
                    key.get(2),
                    Long.toString(count[0]),
                    Long.toString(count[1]))));
    return new TextTable(List.of("dataset", "account", "outcome", "files", "bytes"), rows);
  }

  private String summary() {
    StringBuilder line = new StringBuilder();
    append(line, dryRun ? Kind.WOULD_LAND : Kind.LANDED);
    append(line, Kind.DUPLICATE);
    append(line, Kind.REFUSED);
    return line.toString();
  }

  private void append(StringBuilder line, Kind kind) {
    long count = count(kind);
    if (count > 0 || line.isEmpty()) {
      line.append(line.isEmpty() ? "" : ", ")
          .append(count)
          .append(count == 1 ? " file " : " files ")
          .append(word(kind));
    }
  }

  private long count(Kind kind) {
    return outcomes.stream().filter(o -> o.kind() == kind).count();
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case LANDED -> "landed";
      case WOULD_LAND -> "would be landed";
      case DUPLICATE -> "already landed";
      case REFUSED -> "refused";
    };
  }

  @Override
  public void addTo(Map<String, Object> document) {
    document.put("landed", count(dryRun ? Kind.WOULD_LAND : Kind.LANDED));
    document.put("duplicates", count(Kind.DUPLICATE));
    document.put("refused", count(Kind.REFUSED));
    document.put("files", outcomes.stream().map(ImportReport::fields).toList());
  }

  private static Map<String, Object> fields(FileOutcome outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", outcome.path().toString());
    fields.put("outcome", outcome.kind().name().toLowerCase(Locale.ROOT));
    put(fields, "dataset", outcome.datasetKey());
    put(fields, "account", outcome.account());
    put(fields, "file_id", outcome.fileId());
    put(fields, "member", outcome.member());
    put(fields, "window", outcome.window());
    put(fields, "drop", outcome.drop());
    fields.put("bytes", outcome.bytes());
    put(fields, "code", outcome.code());
    fields.put("detail", outcome.detail());
    return fields;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
