package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.ExtractRun;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.run.WindowOutcome;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake extract}: what is due of every source into the landing zone. */
@Command(
    name = "extract",
    description =
        "Fetches what is due from portals and APIs and lands it; sources that are not configured"
            + " are named.",
    mixinStandardHelpOptions = true)
final class ExtractSourcesCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..*",
      description = "Ids of sources, e.g. metaads; none for all.")
  private List<String> sources = List.of();

  @Option(names = "--account", description = "Only this account's key.")
  private @Nullable String account;

  @Option(names = "--dataset", description = "Only this dataset, whether due or not.")
  private @Nullable String dataset;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "First day to fetch, whether fetched before or not.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Last day to fetch, with --since (default: yesterday).")
  private @Nullable String until;

  @Mixin private LandingOptions options = new LandingOptions();

  private final CommandContext context;

  ExtractSourcesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ExtractRequest request =
        new ExtractRequest(sources, account, dataset, day("--since", since), day("--until", until));
    Lake lake = options.open(context);
    ExtractRun run =
        new ExtractRun(
            lake,
            context.run(),
            SourceContexts.Outside.of(context.environment(), context.printer()::progress),
            request);
    List<WindowOutcome> outcomes = options.dryRun() ? run.plan() : run.run();
    ExtractReport report = new ExtractReport(outcomes);
    return new LandingReport(context, options).print(report, report.problems());
  }

  private static @Nullable LocalDate day(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException broken) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID, option + " is not a date like 2026-04-24", broken);
    }
  }
}
