package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.store.StoreTraffic;
import com.bedrot.lake.jobs.run.Due;
import com.bedrot.lake.jobs.run.Extraction;
import com.bedrot.lake.jobs.run.Interruption;
import com.bedrot.lake.jobs.run.RunJob;
import com.bedrot.lake.jobs.run.RunOptions;
import com.bedrot.lake.jobs.run.RunOutcome;
import com.bedrot.lake.jobs.spark.ClusterZones;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake run}: walks everything that is due. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Walks everything the ledger says is due: landing, raw, staging, curated, warehouse, archive.")
public final class RunCommand implements Callable<Integer> {
  /**
   * Set by the script for its first look: answer whether Spark is needed instead of starting it.
   */
  private static final String WITHOUT_SPARK = "lake.spark";

  /** Set by the script before it starts an extraction: answer whether the options are right. */
  private static final String OPTIONS_ONLY = "lake.run.options-only";

  /** Set by the script: how the extraction it started first ended. */
  private static final String EXTRACT_EXIT = "lake.extract.exit";

  private static final int NEEDS_SMALL_SPARK = 100;
  private static final int NEEDS_BIG_SPARK = 101;
  private static final int NEEDS_MEDIUM_SPARK = 102;
  private static final long MEDIUM_BACKLOG = 4L << 20;
  private static final long BIG_BACKLOG = 64L << 20;

  private final CommandContext context;
  private final StoreTraffic.Counts before = StoreTraffic.counts();

  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(
      names = "--source",
      split = ",",
      paramLabel = "SOURCE",
      description = "Stage only these sources' files; may be repeated.")
  private List<String> sources = List.of();

  @Option(names = "--strict", description = "Exit 1 where files or rows were quarantined.")
  private boolean strict;

  @Option(names = "--dry-run", description = "Say what is due and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--no-extract",
      description = "Fetch nothing first, even where an account has a session or a secret.")
  private boolean noExtract;

  @Option(names = "--json", description = "Print the run's report as one JSON document.")
  private boolean json;

  @Option(
      names = "--until",
      defaultValue = "archive",
      paramLabel = "HOP",
      description = "Stop after raw, staging, curated, warehouse or archive (default: archive).")
  private RunOptions.Until until = RunOptions.Until.ARCHIVE;

  RunCommand(CommandContext context) {
    this.context = context;
  }

  private static int neededSpark(long backlog) {
    if (backlog > BIG_BACKLOG) {
      return NEEDS_BIG_SPARK;
    }
    return backlog > MEDIUM_BACKLOG ? NEEDS_MEDIUM_SPARK : NEEDS_SMALL_SPARK;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    requireKnownSources(lake);
    ClusterZones.require(lake.settings());
    if (System.getProperty(OPTIONS_ONLY) != null) {
      return ExitCode.OK.status();
    }
    Due due = Due.of(lake);
    if (dryRun) {
      return weighed(ExitCode.of(DryRun.print(context.printer(), lake, due, json))).status();
    }
    if (due.isNothing()) {
      return nothingToDo(lake);
    }
    if (System.getProperty(WITHOUT_SPARK) != null) {
      return neededSpark(Backlog.bytes(lake, due));
    }
    Instant start = context.run().now();
    RunOutcome outcome = walked(lake, due);
    ExitCode exit =
        weighed(
            outcome.exitCode(
                strict ? RunOutcome.Strictness.STRICT : RunOutcome.Strictness.LENIENT));
    RunSummary summary =
        new RunSummary(
            lake,
            outcome,
            extraction(lake).orElse(null),
            start,
            context.run().now(),
            exit,
            StoreTraffic.counts().since(before));
    lake.ops().runs().append(context.run(), List.of(step(summary, outcome, start)));
    summary.store();
    if (json) {
      context.printer().json(1, summary.fields());
    } else {
      summary.print(context.printer());
    }
    return exit.status();
  }

  private RunOutcome walked(Lake lake, Due due) {
    RunOptions options = new RunOptions(new TreeSet<>(sources), until);
    try (Interruption interruption = Interruption.watch(this::interrupted)) {
      return new RunJob(lake, context.run(), options, context.printer()::progress)
          .run(due, interruption::check);
    }
  }

  private void interrupted() {
    context
        .printer()
        .error(ErrorCode.INTERRUPTED, "a signal asked this process to end", context.run().run());
  }

  private void requireKnownSources(Lake lake) {
    for (String source : sources) {
      if (lake.contracts().source(source).isEmpty()) {
        throw new ConfigurationException(
            ErrorCode.SOURCE_UNCONFIGURED,
            "no source "
                + source
                + "; known are "
                + lake.contracts().sources().stream().map(s -> s.id()).sorted().toList());
      }
    }
  }

  private int nothingToDo(Lake lake) {
    ExitCode exit = weighed(ExitCode.OK);
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("outcome", "nothing-new");
      fields.put("exit_code", exit.status());
      fields.put("store", RunSummary.traffic(StoreTraffic.counts().since(before)));
      extraction(lake).ifPresent(earlier -> fields.put("extraction", earlier.fields()));
      context.printer().json(1, fields);
      return exit.status();
    }
    context.printer().result("nothing new");
    if (lake.ops().ledger().entries().isEmpty()) {
      context.printer().note("Three ways in:");
      context.printer().note("  lake demo                  an invented label, end to end");
      context.printer().note("  lake import FILE...        files you have");
      context.printer().note("  lake session login SOURCE  an account to fetch from");
    }
    return exit.status();
  }

  /** The jobs' end and that of the extraction before them, by what wins. */
  private ExitCode weighed(ExitCode jobs) {
    return extractionExit()
        .map(extraction -> ExitCode.winning(List.of(jobs, extraction)))
        .orElse(jobs);
  }

  private Optional<ExitCode> extractionExit() {
    return Optional.ofNullable(noExtract ? null : Integer.getInteger(EXTRACT_EXIT))
        .map(ExitCode::of);
  }

  private Optional<Extraction> extraction(Lake lake) {
    return extractionExit()
        .map(exit -> Extraction.of(exit, context.run().run().value(), lake.ops().runs().readAll()));
  }

  private StepRecord step(RunSummary summary, RunOutcome outcome, Instant start) {
    return new StepRecord(
        context.run().run().value(),
        context.run().attempt(),
        "run",
        "",
        null,
        start,
        context.run().now(),
        summary.rowsRead(),
        summary.rowsWritten(),
        summary.rowsQuarantined(),
        outcome.raw().bytes(),
        outcome.outcome(),
        outcome.failures().isEmpty() ? null : summary.firstFailureCode(),
        String.join("; ", outcome.failures().keySet()).toLowerCase(Locale.ROOT));
  }
}
