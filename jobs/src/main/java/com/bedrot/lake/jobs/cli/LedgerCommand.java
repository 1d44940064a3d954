package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.format.FileShape;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Ledger;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake ledger}: what is known of every file. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "What is known of every file.",
    subcommands = {LedgerCommand.Ls.class, LedgerCommand.Show.class})
public final class LedgerCommand {
  /** {@code lake ledger ls}. */
  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      description = "Lists files with their state, the newest last.")
  static final class Ls implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(
        names = "--dataset",
        paramLabel = "SOURCE[.DATASET]",
        description = "Only this source's or dataset's files.")
    private @Nullable String dataset;

    @Option(names = "--account", paramLabel = "KEY", description = "Only this account's files.")
    private @Nullable String account;

    @Option(
        names = "--state",
        split = ",",
        paramLabel = "STATE",
        description = "Only files in these states: ${COMPLETION-CANDIDATES}.")
    private List<FileState> states = List.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Ls(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      List<LedgerEntry> found =
          settings.open(context).ops().ledger().entries().stream().filter(this::isWanted).toList();
      if (json) {
        context.printer().json(1, Map.of("files", found));
      } else if (found.isEmpty()) {
        context.printer().result("no files");
      } else {
        context.printer().result(new TextTable(HEADER, found.stream().map(Ls::row).toList()));
      }
      return ExitCode.OK.status();
    }

    private static final List<String> HEADER =
        List.of("file id", "state", "dataset", "account", "rows", "landed", "name");

    private boolean isWanted(LedgerEntry entry) {
      boolean ofDataset =
          dataset == null || entry.datasetKey().equals(dataset) || entry.source().equals(dataset);
      return ofDataset
          && (account == null || entry.account().equals(account))
          && (states.isEmpty() || states.contains(entry.state()));
    }

    private static List<String> row(LedgerEntry entry) {
      FileShape shape = entry.shape();
      return List.of(
          entry.fileId(),
          lower(entry.state()),
          entry.datasetKey(),
          entry.account(),
          shape == null ? "-" : String.valueOf(shape.records()),
          entry.landedAt().toString(),
          entry.fileName());
    }
  }

  /** {@code lake ledger show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Everything known of one file, and how it came there.")
  static final class Show implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(
        paramLabel = "FILE-ID",
        description = "From lake ledger ls; its first digits are enough.")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Show(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Ledger ledger = settings.open(context).ops().ledger();
      LedgerEntry entry = named(ledger);
      List<LedgerEntry> history = ledger.history(entry.fileId());
      if (json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", entry);
        fields.put("history", history);
        context.printer().json(1, fields);
      } else {
        print(context.printer(), entry, history);
      }
      return ExitCode.OK.status();
    }

    private LedgerEntry named(Ledger ledger) {
      List<LedgerEntry> found =
          ledger.entries().stream().filter(e -> e.fileId().startsWith(id)).toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      throw new ConfigurationException(
          ErrorCode.NOT_FOUND,
          found.isEmpty()
              ? "no file has the id " + id
              : found.size() + " files have ids that start with " + id);
    }

    private static void print(Printer printer, LedgerEntry entry, List<LedgerEntry> history) {
      Map<String, @Nullable String> facts = new LinkedHashMap<>();
      facts.put("file", entry.fileId() + " " + entry.fileName());
      facts.put("state", lower(entry.state()) + refersTo(entry));
      facts.put("dataset", entry.datasetKey() + ", account " + entry.account());
      facts.put("period", entry.period());
      facts.put("dated to", entry.window());
      facts.put("scope", entry.scope());
      facts.put("landed", entry.landedAt() + ", " + entry.bytes() + " bytes");
      facts.put("drop", entry.drop());
      facts.put("raw", entry.rawKey());
      facts.put("sha-256", entry.contentSha256());
      addShape(facts, entry.shape());
      entry.attributes().forEach(facts::put);
      facts.put("contract", entry.contractVersion() + ", reader " + entry.readerVersion());
      facts.forEach(
          (name, value) -> {
            if (value != null) {
              printer.result(String.format(Locale.ROOT, "%-10s %s", name, value));
            }
          });
      entry.broken().forEach(b -> printer.result("broken     " + b.rule() + ": " + b.detail()));
      printHistory(printer, history);
    }

    private static void addShape(Map<String, @Nullable String> facts, @Nullable FileShape shape) {
      if (shape == null) {
        return;
      }
      facts.put("member", shape.member());
      facts.put("records", shape.records() + " in " + shape.coverage().size() + " slices");
      if (!shape.coverage().isEmpty()) {
        facts.put("covers", shape.coverage().firstKey() + " to " + shape.coverage().lastKey());
      }
      facts.put("as of", shape.asOf());
      facts.put("evidence", shape.evidence());
      facts.put("flags", shape.flags().isEmpty() ? null : String.join(", ", shape.flags()));
      facts.put(
          "declared", shape.declaredTotal() == null ? null : shape.declaredTotal().toPlainString());
    }

    private static void printHistory(Printer printer, List<LedgerEntry> history) {
      List<List<String>> rows = new ArrayList<>();
      for (LedgerEntry line : history) {
        rows.add(List.of(line.at().toString(), lower(line.state()), line.runId()));
      }
      printer.result(new TextTable(List.of("at", "state", "run"), rows));
    }

    private static String refersTo(LedgerEntry entry) {
      return entry.refersTo() == null ? "" : " (see " + entry.refersTo() + ")";
    }
  }

  private static String lower(FileState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
