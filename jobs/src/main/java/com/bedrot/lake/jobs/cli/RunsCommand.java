package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.StepRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake runs}: what was run, and the steps of one run. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the last runs, the newest last; with a run id, its steps.")
public final class RunsCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Parameters(arity = "0..1", paramLabel = "RUN-ID", description = "Shows this run's steps.")
  private @Nullable String id;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many runs are listed (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  RunsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, List<StepRecord>> runs = byRun(settings.open(context).ops().runs().readAll());
    if (id != null) {
      printSteps(id, runs);
    } else {
      printRuns(runs);
    }
    return ExitCode.OK.status();
  }

  /** Run id to its steps, in the order the runs began. */
  static Map<String, List<StepRecord>> byRun(List<StepRecord> steps) {
    Map<String, List<StepRecord>> runs = new LinkedHashMap<>();
    steps.stream()
        .sorted(Comparator.comparing(StepRecord::runId))
        .forEach(step -> runs.computeIfAbsent(step.runId(), r -> new ArrayList<>()).add(step));
    return runs;
  }

  /** The step that stands for the whole run: {@code run}, else its last. */
  static StepRecord whole(List<StepRecord> steps) {
    return steps.stream()
        .filter(step -> step.step().equals("run"))
        .reduce((a, b) -> b)
        .orElse(steps.get(steps.size() - 1));
  }

  private void printRuns(Map<String, List<StepRecord>> runs) {
    List<StepRecord> wholes = runs.values().stream().map(RunsCommand::whole).toList();
    List<StepRecord> last = wholes.subList(Math.max(0, wholes.size() - limit), wholes.size());
    Printer printer = context.printer();
    if (json) {
      printer.json(1, Map.of("runs", last));
    } else if (last.isEmpty()) {
      printer.result("no runs");
    } else {
      printer.result(
          new TextTable(header("run"), last.stream().map(s -> row(s.runId(), s)).toList()));
    }
  }

  private void printSteps(String run, Map<String, List<StepRecord>> runs) {
    List<StepRecord> steps = runs.get(run);
    if (steps == null) {
      throw new ConfigurationException(ErrorCode.NOT_FOUND, "no run " + run);
    }
    if (json) {
      context.printer().json(1, Map.of("run_id", run, "steps", steps));
      return;
    }
    context
        .printer()
        .result(
            new TextTable(header("subject"), steps.stream().map(s -> row(subject(s), s)).toList()));
  }

  private static List<String> header(String first) {
    return List.of(
        first,
        "step",
        "started",
        "took",
        "outcome",
        "rows in",
        "rows out",
        "quarantined",
        "code",
        "detail");
  }

  private static List<String> row(String first, StepRecord step) {
    return List.of(
        first,
        step.step(),
        step.startedAt().toString(),
        seconds(Duration.between(step.startedAt(), step.endedAt())),
        step.outcome(),
        String.valueOf(step.rowsIn()),
        String.valueOf(step.rowsOut()),
        String.valueOf(step.rowsQuarantined()),
        Objects.requireNonNullElse(step.errorCode(), ""),
        Objects.requireNonNullElse(step.detail(), ""));
  }

  private static String subject(StepRecord step) {
    return step.account() == null ? step.subject() : step.subject() + "/" + step.account();
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
