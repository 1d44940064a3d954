package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.jobs.maintain.Act;
import com.bedrot.lake.jobs.maintain.MaintainJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake maintain}: the nightly upkeep. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = {
      "Keeps the lake in shape: adopts forgotten drops, compacts journals, joins small files,",
      "removes files no version needs. Nothing in landing, raw or archive is deleted."
    })
public final class MaintainCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(names = "--dry-run", description = "Say what would be done and do nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  MaintainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    if (lake.ops().ledger().entries().isEmpty() && lake.ops().inbox().isEmpty()) {
      return said(List.of());
    }
    MaintainJob job = new MaintainJob(lake, context.run());
    if (dryRun) {
      return said(job.plan());
    }
    Instant start = context.run().now();
    List<Act> acts = job.run();
    lake.ops().runs().append(context.run(), List.of(step(acts, start)));
    return said(acts);
  }

  private int said(List<Act> acts) {
    if (json) {
      context
          .printer()
          .json(
              1,
              Map.of(
                  "dry_run", dryRun, "acts", acts.stream().map(MaintainCommand::fields).toList()));
    } else if (acts.isEmpty()) {
      context.printer().result("nothing to maintain");
    } else {
      context
          .printer()
          .result(
              new TextTable(
                  List.of("act", "subject", "detail"),
                  acts.stream().map(a -> List.of(a.kind(), a.subject(), a.detail())).toList()));
    }
    List<Act> failed = acts.stream().filter(Act::isFailed).toList();
    failed.forEach(
        act -> context.printer().warn("no upkeep of " + act.subject() + ": " + act.detail()));
    return (failed.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED).status();
  }

  private static Map<String, String> fields(Act act) {
    return Map.of("kind", act.kind(), "subject", act.subject(), "detail", act.detail());
  }

  private StepRecord step(List<Act> acts, Instant start) {
    return new StepRecord(
        context.run().run().value(),
        context.run().attempt(),
        "maintain",
        "",
        null,
        start,
        context.run().now(),
        0,
        0,
        0,
        0,
        acts.stream().anyMatch(Act::isFailed) ? "partial" : "ok",
        null,
        acts.size() + " acts");
  }
}
