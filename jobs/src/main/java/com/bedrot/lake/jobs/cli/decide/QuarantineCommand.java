package com.bedrot.lake.jobs.cli.decide;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.ops.QuarantineStore;
import com.bedrot.lake.jobs.ops.QuarantinedFile;
import com.bedrot.lake.jobs.ops.QuarantinedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake quarantine}: files and rows that were set apart. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = "Files and rows that were set apart, with every rule they broke.",
    subcommands = {QuarantineCommand.Ls.class, QuarantineCommand.Show.class})
public final class QuarantineCommand {
  /** What is set apart now: whole files, and rows of files that went on without them. */
  private record SetApart(List<LedgerEntry> files, List<QuarantinedFile> rows) {
    static SetApart of(Lake lake, String fileId) {
      return new SetApart(
          lake.ops().ledger().entries().stream()
              .filter(e -> e.state() == FileState.QUARANTINED && e.fileId().startsWith(fileId))
              .toList(),
          new QuarantineStore(lake.ops().store())
              .open().stream().filter(f -> f.fileId().startsWith(fileId)).toList());
    }

    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("files", files.stream().map(SetApart::file).toList());
      fields.put("rows", rows);
      return fields;
    }

    private static Map<String, Object> file(LedgerEntry entry) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file_id", entry.fileId());
      fields.put("file_name", entry.fileName());
      fields.put("source", entry.source());
      fields.put("dataset", entry.dataset());
      fields.put("account", entry.account());
      fields.put("landed_at", entry.landedAt());
      fields.put("rules", entry.broken());
      fields.put("contract_version", entry.contractVersion());
      fields.put("reader_version", entry.readerVersion());
      return fields;
    }
  }

  /** {@code lake quarantine ls}. */
  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      description = "Lists quarantined files, and files with broken rows.")
  static final class Ls implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--file", paramLabel = "FILE-ID", description = "Only this file's.")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Ls(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Lake lake = settings.open(context);
      SetApart apart = SetApart.of(lake, id);
      if (json) {
        context.printer().json(1, apart.fields());
      } else {
        print(lake, apart);
      }
      return ExitCode.OK.status();
    }

    private void print(Lake lake, SetApart apart) {
      List<List<String>> lines = new ArrayList<>();
      for (LedgerEntry file : apart.files()) {
        String rules =
            file.broken().stream()
                .map(BrokenRule::rule)
                .distinct()
                .collect(Collectors.joining(", "));
        lines.add(
            List.of(
                file.fileId(),
                "file",
                file.datasetKey(),
                file.account(),
                "all",
                rules,
                file.fileName()));
      }
      for (QuarantinedFile file : apart.rows()) {
        String name =
            lake.ops().ledger().find(file.fileId()).map(LedgerEntry::fileName).orElse("-");
        lines.add(
            List.of(
                file.fileId(),
                "rows",
                file.source() + "." + file.dataset(),
                file.account(),
                String.valueOf(file.rows()),
                String.join(", ", file.rules().keySet()),
                name));
      }
      if (lines.isEmpty()) {
        context.printer().result("nothing in quarantine");
        return;
      }
      context
          .printer()
          .result(
              new TextTable(
                  List.of("file-id", "what", "dataset", "account", "rows", "broken rules", "name"),
                  lines));
    }
  }

  /** {@code lake quarantine show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Every broken rule of a file, its broken rows with their text, and what mends it.")
  static final class Show implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(
        paramLabel = "FILE-ID",
        description = "From lake quarantine ls; its first digits are enough.")
    private String id = "";

    @Option(
        names = "--most",
        paramLabel = "N",
        description = "Rows at the most (default: ${DEFAULT-VALUE}).")
    private int most = 20;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Show(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Lake lake = settings.open(context);
      SetApart apart = SetApart.of(lake, id);
      if (apart.files().isEmpty() && apart.rows().isEmpty()) {
        throw new ConfigurationException(
            ErrorCode.NOT_FOUND, "nothing of a file " + id + " is in quarantine");
      }
      QuarantineStore store = new QuarantineStore(lake.ops().store());
      if (json) {
        context.printer().json(1, fields(apart, store));
        return ExitCode.OK.status();
      }
      apart.files().forEach(this::printFile);
      apart.rows().forEach(file -> printRows(file, store.rows(file)));
      return ExitCode.OK.status();
    }

    private Map<String, Object> fields(SetApart apart, QuarantineStore store) {
      Map<String, Object> fields = apart.fields();
      List<Map<String, Object>> rows = new ArrayList<>();
      for (QuarantinedFile file : apart.rows()) {
        for (QuarantinedRow row : store.rows(file).stream().limit(most).toList()) {
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("file_id", file.fileId());
          line.put("dataset", file.source() + "." + file.dataset());
          line.put("row", row.row());
          line.put("rules", row.rules());
          line.put("raw", row.raw());
          rows.add(line);
        }
      }
      fields.put("broken_rows", rows);
      return fields;
    }

    private void printFile(LedgerEntry file) {
      Printer printer = context.printer();
      printer.result("file     " + file.fileId() + " " + file.fileName());
      printer.result("dataset  " + file.datasetKey() + ", account " + file.account());
      printer.result("landed   " + file.landedAt());
      for (BrokenRule rule : file.broken()) {
        printer.result("broken   " + rule.rule() + ": " + rule.detail());
        fix(rule.rule(), file.fileId()).ifPresent(fix -> printer.result("  fix    " + fix));
      }
      printer.result("again    lake retry " + file.fileId());
    }

    private void printRows(QuarantinedFile file, List<QuarantinedRow> rows) {
      Printer printer = context.printer();
      printer.result(
          "rows     "
              + file.rows()
              + " of "
              + file.fileId()
              + " for "
              + file.source()
              + "."
              + file.dataset()
              + ", account "
              + file.account());
      for (Map.Entry<String, Long> rule : file.rules().entrySet()) {
        printer.result("broken   " + rule.getKey() + ": " + rule.getValue() + " rows");
        fix(rule.getKey(), file.fileId()).ifPresent(fix -> printer.result("  fix    " + fix));
      }
      List<List<String>> lines =
          rows.stream()
              .limit(most)
              .map(
                  row ->
                      List.of(String.valueOf(row.row()), String.join(", ", row.rules()), text(row)))
              .toList();
      printer.result(new TextTable(List.of("row", "broken rules", "text"), lines));
      if (file.rows() > lines.size()) {
        printer.result("and " + (file.rows() - lines.size()) + " more rows; --most shows more");
      }
    }

    private static String text(QuarantinedRow row) {
      return row.raw() == null ? "(not kept)" : row.raw();
    }

    private static Optional<String> fix(String rule, String fileId) {
      String name = rule.contains(":") ? rule.substring(0, rule.indexOf(':')) : rule;
      return List.of(ErrorCode.values()).stream()
          .filter(code -> code.name().equals(name))
          .map(code -> code.fix().replace("FILE-ID", fileId))
          .findFirst();
    }
  }
}
