package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.Masking;
import com.bedrot.lake.conf.store.StoreTraffic;
import com.bedrot.lake.jobs.run.Extraction;
import com.bedrot.lake.jobs.run.RunOutcome;
import com.bedrot.lake.jobs.staging.FileAccounting;
import com.bedrot.lake.jobs.staging.StagingReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A run's report, for people and for programs. */
final class RunSummary {
  private final Lake lake;
  private final RunOutcome outcome;
  private final @Nullable Extraction extraction;
  private final Duration took;
  private final Instant start;
  private final ExitCode exit;
  private final StoreTraffic.Counts traffic;

  /**
   * @param extraction what extraction, run before, said; null where none ran
   * @param traffic what this process asked of the object store
   */
  RunSummary(
      Lake lake,
      RunOutcome outcome,
      @Nullable Extraction extraction,
      Instant start,
      Instant end,
      ExitCode exit,
      StoreTraffic.Counts traffic) {
    this.traffic = traffic;
    this.lake = lake;
    this.outcome = outcome;
    this.extraction = extraction;
    this.start = start;
    this.took = Duration.between(start, end);
    this.exit = exit;
  }

  long rowsRead() {
    return sum(FileAccounting::read);
  }

  long rowsWritten() {
    return outcome.staging().values().stream().mapToLong(StagingReport::rowsWritten).sum();
  }

  long rowsQuarantined() {
    return outcome.staging().values().stream().mapToLong(StagingReport::rowsQuarantined).sum();
  }

  String firstFailureCode() {
    return outcome.failures().values().stream().findFirst().map(RunSummary::code).orElse("");
  }

  private long sum(ToLongFunction<FileAccounting> part) {
    return outcome.staging().values().stream()
        .flatMap(s -> s.accounting().values().stream())
        .flatMap(List::stream)
        .mapToLong(part)
        .sum();
  }

  /** Keeps the report under {@code ops/state/reports/<run>.json}. */
  void store() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema_version", 1);
    document.putAll(fields());
    // messages of servers may repeat what they were sent
    lake.ops().putState("reports/" + outcome.runId(), Masking.mask(LakeJson.line(document)));
  }

  /** The document's fields, in the order they are read. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", outcome.runId());
    fields.put("outcome", outcome.outcome());
    fields.put("exit_code", exit.status());
    fields.put("started_at", start);
    fields.put("duration_ms", took.toMillis());
    if (extraction != null) {
      fields.put("extraction", extraction.fields());
    }
    fields.put("files", filesByState());
    fields.put(
        "quarantined_files",
        standings(FileState.QUARANTINED).stream().map(RunSummary::fileField).toList());
    fields.put("rows", rowFields());
    fields.put("money", money());
    fields.put("accounting", accountingFields());
    fields.put(
        "holds",
        outcome.openHolds().stream()
            .map(
                h ->
                    Map.of(
                        "id",
                        h.id(),
                        "subject",
                        h.subject(),
                        "rules",
                        h.rules(),
                        "detail",
                        h.detail()))
            .toList());
    fields.put(
        "published",
        outcome.publish() == null ? Map.of() : new TreeMap<>(outcome.publish().committed()));
    fields.put("exported", outcome.exported());
    fields.put("unmatched", unmatched());
    fields.put("waiting", outcome.raw().waiting());
    fields.put("failures", failureFields());
    Map<String, Long> timings = new LinkedHashMap<>();
    outcome.timings().forEach((hop, time) -> timings.put(hop, time.toMillis()));
    fields.put("hop_ms", timings);
    fields.put("store", traffic(traffic));
    return fields;
  }

  /** Requests to the object store by kind, and bytes; all nought where the zones are local. */
  static Map<String, Object> traffic(StoreTraffic.Counts counts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("requests", counts.total());
    fields.put("requests_by_kind", counts.requests());
    fields.put("bytes_sent", counts.bytesSent());
    fields.put("bytes_received", counts.bytesReceived());
    return fields;
  }

  private Map<String, Long> unmatched() {
    return outcome.publish() == null ? Map.of() : outcome.publish().unmatched();
  }

  private List<Map<String, Object>> failureFields() {
    List<Map<String, Object>> list = new ArrayList<>();
    outcome
        .failures()
        .forEach(
            (subject, e) ->
                list.add(
                    Map.of(
                        "subject",
                        subject,
                        "code",
                        code(e),
                        "message",
                        String.valueOf(e.getMessage()))));
    return list;
  }

  private static String code(RuntimeException e) {
    return (e instanceof LakeException known ? known.code() : ErrorCode.TRANSFORM_FAILED).name();
  }

  private static Map<String, Object> fileField(LedgerEntry e) {
    return Map.of(
        "file_id",
        e.fileId(),
        "name",
        e.fileName(),
        "dataset",
        e.datasetKey(),
        "account",
        e.account(),
        "rules",
        e.broken());
  }

  private Map<String, Long> rowFields() {
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("read", rowsRead());
    rows.put("written", rowsWritten());
    rows.put("quarantined", rowsQuarantined());
    rows.put("skipped", sum(FileAccounting::skipped));
    rows.put("superseded", sum(FileAccounting::superseded));
    rows.put(
        "replaced", outcome.staging().values().stream().mapToLong(StagingReport::replaced).sum());
    return rows;
  }

  /** Dataset and money column to its readable, written and quarantined sums in this run. */
  private Map<String, Map<String, String>> money() {
    Map<String, BigDecimal[]> sums = new TreeMap<>();
    outcome
        .staging()
        .values()
        .forEach(
            s ->
                s.accounting()
                    .forEach((dataset, files) -> files.forEach(f -> addMoney(sums, dataset, f))));
    Map<String, Map<String, String>> shown = new TreeMap<>();
    sums.forEach(
        (key, v) ->
            shown.put(
                key,
                Map.of(
                    "readable",
                    v[0].toPlainString(),
                    "written",
                    v[1].toPlainString(),
                    "quarantined",
                    v[2].toPlainString(),
                    "superseded",
                    v[3].toPlainString())));
    return shown;
  }

  private static void addMoney(
      Map<String, BigDecimal[]> sums, String dataset, FileAccounting file) {
    file.money()
        .forEach(
            (column, m) -> {
              BigDecimal[] v =
                  sums.computeIfAbsent(
                      dataset + "." + column,
                      k ->
                          new BigDecimal[] {
                            BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO
                          });
              v[0] = v[0].add(m.readable());
              v[1] = v[1].add(m.written());
              v[2] = v[2].add(m.quarantined());
              v[3] = v[3].add(m.superseded());
            });
  }

  private List<Map<String, Object>> accountingFields() {
    List<Map<String, Object>> list = new ArrayList<>();
    outcome
        .staging()
        .values()
        .forEach(
            s ->
                s.accounting()
                    .forEach(
                        (dataset, files) ->
                            files.forEach(
                                f -> {
                                  Map<String, Object> row = new LinkedHashMap<>();
                                  row.put("dataset", dataset);
                                  row.put("file_id", f.fileId());
                                  row.put("read", f.read());
                                  row.put("written", f.written());
                                  row.put("quarantined", f.quarantined());
                                  row.put("skipped", f.skipped());
                                  row.put("superseded", f.superseded());
                                  row.put("unreadable_money", f.unreadableMoney());
                                  row.put("money", f.money());
                                  list.add(row);
                                })));
    return list;
  }

  /** Every file this run moved, by where it stands now. */
  private Map<String, Long> filesByState() {
    Map<String, LedgerEntry> last = new LinkedHashMap<>();
    outcome.raw().entries().forEach(e -> last.put(e.fileId(), e));
    outcome.staging().values().forEach(s -> s.standings().forEach(e -> last.put(e.fileId(), e)));
    Map<String, Long> counts = new TreeMap<>();
    last.values()
        .forEach(e -> counts.merge(e.state().name().toLowerCase(Locale.ROOT), 1L, Long::sum));
    return counts;
  }

  private List<LedgerEntry> standings(FileState state) {
    List<LedgerEntry> found = new ArrayList<>(outcome.raw().entries());
    outcome.staging().values().forEach(s -> found.addAll(s.standings()));
    return found.stream().filter(e -> e.state() == state).toList();
  }

  void print(Printer printer) {
    printer.result("run " + outcome.runId() + ": " + outcome.outcome() + " in " + seconds(took));
    List<List<String>> rows = new ArrayList<>();
    filesByState().forEach((state, n) -> rows.add(List.of("files " + state, String.valueOf(n))));
    rowFields().forEach((what, n) -> rows.add(List.of("rows " + what, String.valueOf(n))));
    money()
        .forEach(
            (column, v) ->
                rows.add(
                    List.of(
                        column,
                        v.get("written")
                            + " written of "
                            + v.get("readable")
                            + " readable"
                            + apart(v))));
    unmatched()
        .forEach((kind, n) -> rows.add(List.of("unmatched " + kind + " names", String.valueOf(n))));
    if (outcome.publish() != null) {
      rows.add(
          List.of(
              "publication",
              outcome.publish().publication() == null ? "none: nothing changed" : outcome.runId()));
      new TreeMap<>(outcome.publish().committed())
          .forEach((table, n) -> rows.add(List.of("  " + table, n + " rows written")));
    }
    outcome
        .exported()
        .forEach((table, n) -> rows.add(List.of("  warehouse " + table, n + " rows loaded")));
    outcome.timings().forEach((hop, time) -> rows.add(List.of(hop, seconds(time))));
    if (traffic.total() > 0) {
      rows.add(List.of("store requests", traffic.total() + " " + traffic.requests()));
    }
    printer.result(new TextTable(List.of("what", "how much"), rows));
    printTroubles(printer);
  }

  private static String apart(Map<String, String> money) {
    StringBuilder text = new StringBuilder();
    for (String part : List.of("quarantined", "superseded")) {
      String sum = money.getOrDefault(part, "0");
      if (new BigDecimal(sum).signum() != 0) {
        text.append(", ").append(sum).append(' ').append(part);
      }
    }
    return text.toString();
  }

  private void printTroubles(Printer printer) {
    for (LedgerEntry e : standings(FileState.QUARANTINED)) {
      for (BrokenRule rule : e.broken()) {
        printer.result(
            "quarantined "
                + e.fileName()
                + " ("
                + e.fileId()
                + "): "
                + rule.rule()
                + ", "
                + rule.detail());
      }
    }
    outcome.raw().waiting().forEach(w -> printer.warn("waiting: " + w));
    for (Hold hold : outcome.openHolds()) {
      printer.result(
          "held "
              + hold.id()
              + " "
              + hold.subject()
              + ": "
              + hold.detail()
              + " (lake hold show "
              + hold.id()
              + ")");
    }
    outcome
        .failures()
        .forEach(
            (subject, e) ->
                printer.error(
                    e instanceof LakeException known ? known.code() : ErrorCode.TRANSFORM_FAILED,
                    subject + ": " + e.getMessage(),
                    null));
    if (rowsQuarantined() > 0) {
      printer.result("broken rows: lake quarantine ls");
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
