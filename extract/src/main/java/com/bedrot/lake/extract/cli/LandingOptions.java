package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that lands files. Used as a picocli mixin. */
final class LandingOptions {
  @Option(
      names = "--dry-run",
      description = "Says what would be landed and from where; makes no call and writes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Mixin private SettingOptions settings = new SettingOptions();

  boolean dryRun() {
    return dryRun;
  }

  boolean json() {
    return json;
  }

  Lake open(CommandContext context) {
    return settings.open(context);
  }
}
