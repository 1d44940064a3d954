package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.jobs.export.ExportReport;
import com.bedrot.lake.jobs.export.WarehouseRebuild;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake warehouse}: the PostgreSQL behind {@code lake sql}. */
@Command(
    name = "warehouse",
    mixinStandardHelpOptions = true,
    description = "The PostgreSQL that holds the published tables.",
    subcommands = {
      WarehouseCommand.Start.class,
      WarehouseCommand.Stop.class,
      WarehouseCommand.Url.class,
      WarehouseCommand.Status.class,
      WarehouseCommand.Rebuild.class
    })
public final class WarehouseCommand {
  /** {@code lake warehouse start}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts the embedded server, where it does not run.")
  static final class Start implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    Start(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Warehouse warehouse = Warehouse.open(settings.open(context).settings());
      context.printer().result(warehouse.readerUrl());
      return ExitCode.OK.status();
    }
  }

  /** {@code lake warehouse stop}. */
  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Stops the embedded server; its data stay.")
  static final class Stop implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    Stop(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      boolean stopped = Warehouse.stop(settings.open(context).settings());
      context.printer().result(stopped ? "stopped" : "no embedded server was running");
      return ExitCode.OK.status();
    }
  }

  /** {@code lake warehouse url}. */
  @Command(
      name = "url",
      mixinStandardHelpOptions = true,
      description = {
        "Prints where other programs read, and starts the embedded server where it does not run.",
        "The URL holds no password: it names the file with it, which PostgreSQL clients read."
      })
  static final class Url implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--jdbc", description = "Print the JDBC form; the password is not in it.")
    private boolean jdbc;

    Url(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Warehouse warehouse = Warehouse.open(settings.open(context).settings());
      context.printer().result(jdbc ? warehouse.jdbcUrl() : warehouse.readerUrl());
      return ExitCode.OK.status();
    }
  }

  /** {@code lake warehouse status}. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says whether the server runs; starts nothing.")
  static final class Status implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Status(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LakeSettings its = settings.open(context).settings();
      WarehouseStatus status = Warehouse.status(its);
      Printer printer = context.printer();
      if (json) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("embedded", status.embedded());
        fields.put("running", status.running());
        fields.put("url", status.url());
        fields.put("pid", status.pid());
        fields.put("data", status.data());
        printer.json(1, fields);
      } else if (status.embedded()) {
        printer.result(
            status.running()
                ? "running, pid " + status.pid() + ", " + status.url()
                : Warehouse.isEmpty(its) ? "never started" : "stopped");
        printer.result("data " + status.data());
      } else {
        printer.result("external, " + status.url());
      }
      return ExitCode.OK.status();
    }
  }

  /** {@code lake warehouse rebuild}. */
  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      description =
          "Makes tables anew from the last publication. Readers see the old rows until it is done.")
  static final class Rebuild implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(arity = "0..*", paramLabel = "TABLE", description = "Tables to make anew.")
    private List<String> tables = List.of();

    @Option(names = "--all", description = "Every table.")
    private boolean all;

    @Option(names = "--dry-run", description = "Say what would be loaded, load nothing.")
    private boolean dryRun;

    Rebuild(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      WarehouseRebuild rebuild = WarehouseRebuild.of(settings.open(context), tables, all);
      Printer printer = context.printer();
      if (dryRun) {
        rebuild.plan().forEach(line -> printer.result("would load " + line));
        return ExitCode.OK.status();
      }
      printer.result(
          new TextTable(
              List.of("table", "version", "was", "rows"),
              rebuild.run().tables().stream().map(Rebuild::row).toList()));
      return ExitCode.OK.status();
    }

    private static List<String> row(ExportReport.TableExport table) {
      return List.of(
          table.table(),
          String.valueOf(table.version()),
          Objects.toString(table.from(), "-"),
          String.valueOf(table.rows()));
    }
  }
}
