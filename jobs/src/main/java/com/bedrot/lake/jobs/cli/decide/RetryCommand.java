package com.bedrot.lake.jobs.cli.decide;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.jobs.run.Decisions;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake retry}: reads quarantined files again, or rebuilds a table. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description =
        "Sets quarantined, held or withdrawn files back to landed, or has a curated table rebuilt; the next run does it.")
public final class RetryCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Parameters(arity = "0..*", paramLabel = "FILE-ID", description = "From lake ledger ls.")
  private List<String> fileIds = List.of();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Rebuild this curated table from staging.")
  private @Nullable String table;

  @Option(names = "--dry-run", description = "Say what would be retried and change nothing.")
  private boolean dryRun;

  RetryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (fileIds.isEmpty() && table == null) {
      throw new ConfigurationException(ErrorCode.USAGE_INVALID, "name a FILE-ID or --table TABLE");
    }
    Lake lake = settings.open(context);
    Decisions decisions = new Decisions(lake, context.run());
    for (String id : fileIds) {
      if (dryRun) {
        context.printer().result("would read " + id + " again");
      } else {
        context
            .printer()
            .result(
                "landed again: "
                    + decisions.retry(id).fileName()
                    + " ("
                    + id
                    + "); lake run reads it");
      }
    }
    if (table != null) {
      if (!dryRun) {
        decisions.rebuild(table);
      }
      context.printer().result((dryRun ? "would rebuild " : "lake run rebuilds ") + table);
    }
    return ExitCode.OK.status();
  }
}
