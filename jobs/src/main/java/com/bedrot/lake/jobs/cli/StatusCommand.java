package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.BreakerState;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.Lease;
import com.bedrot.lake.conf.ledger.LeaseHolder;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.StepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake status}: where everything stands, from the ops zone's small objects alone. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Where everything stands: files, what waits, holds, the lock, the last run.")
public final class StatusCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  /** Everything it shows. */
  private record Standing(
      List<LedgerEntry> files,
      List<InboxEntry> inbox,
      List<Hold> holds,
      List<BreakerState> breakers,
      Optional<LeaseHolder> lock,
      Optional<StepRecord> lastRun,
      Optional<Publication> publication) {}

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    Standing standing = standing(lake, context.run().now());
    if (json) {
      context.printer().json(1, fields(lake, standing));
    } else {
      print(lake, standing);
    }
    return ExitCode.OK.status();
  }

  private static Standing standing(Lake lake, Instant now) {
    List<StepRecord> runs =
        RunsCommand.byRun(lake.ops().runs().readAll()).values().stream()
            .map(RunsCommand::whole)
            .filter(step -> step.step().equals("run"))
            .toList();
    return new Standing(
        lake.ops().ledger().entries(),
        lake.ops().inbox(),
        lake.ops().currentHolds().stream().filter(h -> h.state() == Hold.State.OPEN).toList(),
        BreakerState.all(lake.ops()).stream()
            .filter(breaker -> !breaker.stateAt(now).equals("closed"))
            .toList(),
        Lease.current(lake.ops()),
        runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1)),
        lake.ops().lastPublication());
  }

  private static Map<String, Object> fields(Lake lake, Standing standing) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("home", lake.settings().home().toString());
    fields.put("files", counts(standing.files()));
    fields.put("datasets", datasetFields(standing.files()));
    fields.put("waiting_drops", standing.inbox().size());
    fields.put("open_holds", standing.holds());
    fields.put("breakers", standing.breakers());
    standing.lock().ifPresent(lock -> fields.put("lock", lock));
    standing.lastRun().ifPresent(run -> fields.put("last_run", run));
    standing.publication().ifPresent(p -> fields.put("publication", p));
    return fields;
  }

  private static List<Map<String, Object>> datasetFields(List<LedgerEntry> files) {
    List<Map<String, Object>> datasets = new ArrayList<>();
    byDataset(files)
        .forEach(
            (key, entries) -> {
              Map<String, Object> fields = new LinkedHashMap<>();
              fields.put("dataset", entries.get(0).datasetKey());
              fields.put("account", entries.get(0).account());
              fields.put("files", counts(entries));
              fields.put("last_landed_at", lastLanded(entries));
              datasets.add(fields);
            });
    return datasets;
  }

  private void print(Lake lake, Standing standing) {
    Printer printer = context.printer();
    printer.result("home         " + lake.settings().home());
    if (standing.files().isEmpty() && standing.inbox().isEmpty()) {
      printer.result(
          "files        none; begin with `lake demo`, `lake import FILE...` or `lake session login SOURCE`");
    } else {
      printer.result("files        " + shown(counts(standing.files())));
      printer.result("waiting      " + standing.inbox().size() + " drops for the next `lake run`");
    }
    printer.result(
        "holds        " + (standing.holds().isEmpty() ? "none" : standing.holds().size()));
    standing
        .holds()
        .forEach(h -> printer.result("  " + h.id() + " " + h.subject() + ": " + h.detail()));
    standing.breakers().forEach(b -> printer.result("breaker      " + breaker(b)));
    printer.result("lock         " + standing.lock().map(StatusCommand::holder).orElse("free"));
    printer.result("last run     " + standing.lastRun().map(StatusCommand::run).orElse("none"));
    printer.result(
        "publication  "
            + standing
                .publication()
                .map(
                    p ->
                        "run " + p.runId() + " at " + p.at() + ", " + p.tables().size() + " tables")
                .orElse("none"));
    printDatasets(printer, standing.files());
  }

  private static void printDatasets(Printer printer, List<LedgerEntry> files) {
    if (files.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    byDataset(files)
        .forEach(
            (key, entries) ->
                rows.add(
                    List.of(
                        entries.get(0).datasetKey(),
                        entries.get(0).account(),
                        count(entries, FileState.ACCEPTED),
                        count(entries, FileState.HELD),
                        count(entries, FileState.QUARANTINED),
                        lastLanded(entries).toString())));
    printer.result("");
    printer.result(
        new TextTable(
            List.of("dataset", "account", "accepted", "held", "quarantined", "last landed"), rows));
  }

  private static Map<String, List<LedgerEntry>> byDataset(List<LedgerEntry> files) {
    Map<String, List<LedgerEntry>> found = new TreeMap<>();
    for (LedgerEntry file : files) {
      String key = file.datasetKey() + "/" + file.account();
      found.computeIfAbsent(key, k -> new ArrayList<>()).add(file);
    }
    return found;
  }

  private static Map<String, Long> counts(List<LedgerEntry> files) {
    Map<String, Long> counts = new TreeMap<>();
    files.forEach(f -> counts.merge(f.state().name().toLowerCase(Locale.ROOT), 1L, Long::sum));
    return counts;
  }

  private static String shown(Map<String, Long> counts) {
    return String.join(
        ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  private static String count(List<LedgerEntry> files, FileState state) {
    return String.valueOf(files.stream().filter(f -> f.state() == state).count());
  }

  private static Instant lastLanded(List<LedgerEntry> files) {
    return files.stream().map(LedgerEntry::landedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  private static String holder(LeaseHolder holder) {
    return "run "
        + holder.runId()
        + " (pid "
        + holder.process().pid()
        + " on "
        + holder.process().host()
        + ") since "
        + holder.since();
  }

  private static String breaker(BreakerState breaker) {
    return breaker.source()
        + " "
        + breaker.account()
        + ": "
        + breaker.failures()
        + " failures in a row, left alone until "
        + breaker.until();
  }

  private static String run(StepRecord run) {
    return run.runId() + " " + run.outcome() + ", ended " + run.endedAt();
  }
}
