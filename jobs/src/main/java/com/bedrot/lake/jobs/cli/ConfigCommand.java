package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.settings.SettingValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "The settings.",
    subcommands = ConfigCommand.Show.class)
public final class ConfigCommand {
  /** {@code lake config show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints every setting, secrets masked; --origin says where each comes from.")
  static final class Show implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--origin", description = "Where each value comes from.")
    private boolean origin;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Show(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      List<SettingValue> values = settings.load(context).values();
      if (json) {
        context.printer().json(1, Map.of("settings", values));
      } else if (origin) {
        List<List<String>> rows =
            values.stream().map(v -> List.of(v.key(), v.text(), v.origin())).toList();
        context.printer().result(new TextTable(List.of("key", "value", "origin"), rows));
      } else {
        List<List<String>> rows = values.stream().map(v -> List.of(v.key(), v.text())).toList();
        context.printer().result(new TextTable(List.of("key", "value"), rows));
      }
      return ExitCode.OK.status();
    }
  }
}
