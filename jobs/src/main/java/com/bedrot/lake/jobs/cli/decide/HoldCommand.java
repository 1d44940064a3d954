package com.bedrot.lake.jobs.cli.decide;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.jobs.run.Decisions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake hold}: what a person must decide. */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    description = "Files and tables that wait for a person.",
    subcommands = {
      HoldCommand.Ls.class,
      HoldCommand.Show.class,
      HoldCommand.Accept.class,
      HoldCommand.Reject.class
    })
public final class HoldCommand {
  /** {@code lake hold ls}. */
  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      description = "Lists open holds; --all lists decided ones too.")
  static final class Ls implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--all", description = "Decided holds too.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Ls(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      List<Hold> holds =
          settings.open(context).ops().currentHolds().stream()
              .filter(h -> all || h.state() == Hold.State.OPEN)
              .toList();
      if (json) {
        context.printer().json(1, Map.of("holds", holds));
        return ExitCode.OK.status();
      }
      if (holds.isEmpty()) {
        context.printer().result("no open holds");
        return ExitCode.OK.status();
      }
      context
          .printer()
          .result(
              new TextTable(
                  List.of("id", "state", "subject", "account", "rules", "since"),
                  holds.stream()
                      .map(
                          h ->
                              List.of(
                                  h.id(),
                                  h.state().name().toLowerCase(Locale.ROOT),
                                  h.subject(),
                                  h.account() == null ? "" : h.account(),
                                  String.join(",", h.rules()),
                                  h.at().toString()))
                      .toList()));
      return ExitCode.OK.status();
    }
  }

  /** {@code lake hold show ID}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "What is held, why, and the commands that decide it.")
  static final class Show implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(paramLabel = "ID", description = "From lake hold ls.")
    private String id = "";

    Show(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Lake lake = settings.open(context);
      Hold hold =
          lake.ops().currentHolds().stream()
              .filter(h -> h.id().equals(id))
              .findFirst()
              .orElseThrow(() -> new ConfigurationException(ErrorCode.NOT_FOUND, "no hold " + id));
      context
          .printer()
          .result(
              "hold "
                  + hold.id()
                  + " is "
                  + hold.state().name().toLowerCase(Locale.ROOT)
                  + " since "
                  + hold.at()
                  + " (run "
                  + hold.runId()
                  + ")");
      context
          .printer()
          .result(
              "subject  "
                  + hold.subject()
                  + (hold.account() == null ? "" : ", account " + hold.account()));
      context.printer().result("rules    " + String.join(", ", hold.rules()));
      context.printer().result("why      " + hold.detail().replace("\n", "\n         "));
      for (String input : hold.inputs()) {
        String name =
            lake.ops()
                .ledger()
                .find(input)
                .map(e -> " " + e.fileName() + ", landed " + e.landedAt())
                .orElse("");
        context.printer().result("input    " + input + name);
      }
      if (hold.state() == Hold.State.OPEN) {
        boolean shrinks = hold.rules().contains(ErrorCode.SNAPSHOT_SHRINKS.name());
        context
            .printer()
            .result(
                "accept   lake hold accept "
                    + id
                    + (shrinks ? " --replace all|range" : "")
                    + " && lake run");
        context.printer().result("reject   lake hold reject " + id + " && lake run");
      }
      return ExitCode.OK.status();
    }
  }

  /** {@code lake hold accept ID}. */
  @Command(
      name = "accept",
      mixinStandardHelpOptions = true,
      description = "Waives the broken rules for these inputs; the next run recomputes.")
  static final class Accept implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(paramLabel = "ID", description = "From lake hold ls.")
    private String id = "";

    @Option(
        names = "--replace",
        paramLabel = "all|range",
        description = "For statements that cover less: what they replace.")
    private @Nullable String replace;

    @Option(names = "--dry-run", description = "Say what would be decided and decide nothing.")
    private boolean dryRun;

    Accept(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Lake lake = settings.open(context);
      if (dryRun) {
        context
            .printer()
            .result("would accept hold " + id + (replace == null ? "" : ", replacing " + replace));
        return ExitCode.OK.status();
      }
      Hold hold = new Decisions(lake, context.run()).accept(id, replace);
      context.printer().result("accepted " + hold.id() + "; lake run recomputes " + hold.subject());
      return ExitCode.OK.status();
    }
  }

  /** {@code lake hold reject ID}. */
  @Command(
      name = "reject",
      mixinStandardHelpOptions = true,
      description = "Keeps what is published; a held file is withdrawn.")
  static final class Reject implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(paramLabel = "ID", description = "From lake hold ls.")
    private String id = "";

    @Option(names = "--dry-run", description = "Say what would be decided and decide nothing.")
    private boolean dryRun;

    Reject(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Lake lake = settings.open(context);
      if (dryRun) {
        context.printer().result("would reject hold " + id);
        return ExitCode.OK.status();
      }
      Hold hold = new Decisions(lake, context.run()).reject(id);
      context.printer().result("rejected " + hold.id());
      return ExitCode.OK.status();
    }
  }
}
