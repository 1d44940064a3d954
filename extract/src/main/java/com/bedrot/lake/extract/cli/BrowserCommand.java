package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.settings.Chromium;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake browser}: which Chromium portals are fetched with. */
@Command(
    name = "browser",
    description = "Tells which Chromium portals are fetched with; exit 5 where there is none.",
    subcommands = BrowserInstallCommand.class,
    mixinStandardHelpOptions = true)
final class BrowserCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Mixin private SettingOptions settings = new SettingOptions();

  private final CommandContext context;

  BrowserCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LakeSettings loaded = settings.load(context).settings();
    Chromium chromium = Chromium.require(loaded.extract().browser().chromium());
    print(chromium, context.printer(), json);
    return ExitCode.OK.status();
  }

  /**
   * Prints it.
   *
   * @throws ConnectionException {@code BROWSER_MISSING} where it does not start
   */
  static void print(Chromium chromium, Printer printer, boolean json) {
    String version =
        chromium
            .version()
            .orElseThrow(
                () ->
                    new ConnectionException(
                        ErrorCode.BROWSER_MISSING, chromium.program() + " does not start"));
    if (json) {
      printer.json(
          1,
          Map.of(
              "program",
              chromium.program().toString(),
              "found_by",
              chromium.foundBy(),
              "version",
              version));
    } else {
      printer.result(version + ", " + chromium.program() + " (" + chromium.foundBy() + ")");
    }
  }
}
