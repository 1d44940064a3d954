package com.bedrot.lake.conf.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.settings.LoadedSettings;
import com.bedrot.lake.conf.settings.SettingsLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options every command that opens the lake has. Used as a picocli mixin. */
public final class SettingOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a setting, e.g. --set run.landing-threads=1.")
  private Map<String, String> values = new LinkedHashMap<>();

  /** The installation, with this command line's settings. */
  public Lake open(CommandContext context) {
    Lake lake = LakeOpener.open(values, context.environment(), context.role());
    context.startLogging(lake.settings());
    return lake;
  }

  /** The settings and their origins only. */
  public LoadedSettings load(CommandContext context) {
    return SettingsLoader.load(context.environment(), values);
  }
}
