package com.bedrot.lake.jobs.cli.decide;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.run.Decisions;
import com.bedrot.lake.jobs.staging.WithdrawalPlan;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake withdraw}: takes a file back. */
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description =
        "Takes a file back: its rows leave the tables, what it had superseded returns. Nothing is deleted.")
public final class WithdrawCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Parameters(paramLabel = "FILE-ID", description = "From lake ledger ls.")
  private String fileId = "";

  @Option(
      names = "--dry-run",
      description = "List the files whose standing would change and change nothing.")
  private boolean dryRun;

  WithdrawCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    Decisions decisions = new Decisions(lake, context.run());
    LedgerEntry file = decisions.withdrawable(fileId);
    List<WithdrawalPlan.Change> changes = WithdrawalPlan.of(lake, file);
    if (!dryRun) {
      decisions.withdraw(fileId);
    }
    context
        .printer()
        .result(
            (dryRun ? "would withdraw " : "withdrawn: ") + file.fileName() + " (" + fileId + ")");
    if (!changes.isEmpty()) {
      context
          .printer()
          .result(
              new TextTable(
                  List.of("file", "name", "now", "then"),
                  changes.stream()
                      .map(
                          c ->
                              List.of(
                                  c.file().fileId(),
                                  c.file().fileName(),
                                  lower(c.file().state()),
                                  lower(c.then())))
                      .toList()));
    }
    if (!dryRun) {
      context
          .printer()
          .note("lake run recomputes " + file.datasetKey() + ", account " + file.account());
    }
    return ExitCode.OK.status();
  }

  private static String lower(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
