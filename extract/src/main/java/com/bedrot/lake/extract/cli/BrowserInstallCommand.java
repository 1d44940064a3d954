package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.settings.Chromium;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.browser.ChromiumDownload;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake browser install}: Playwright's download of Chromium. */
@Command(
    name = "install",
    description = "Downloads Playwright's Chromium into its cache, where no package can be had.",
    mixinStandardHelpOptions = true)
final class BrowserInstallCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Says what would be downloaded, and to where.")
  private boolean dryRun;

  @Mixin private SettingOptions settings = new SettingOptions();

  private final CommandContext context;

  BrowserInstallCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ExtractSettings.Browser browser = settings.load(context).settings().extract().browser();
    ChromiumDownload download = new ChromiumDownload(browser, context.printer()::note);
    if (dryRun) {
      download.plan();
      return ExitCode.OK.status();
    }
    download.run();
    Chromium found =
        Chromium.find(null)
            .orElseThrow(
                () ->
                    new ConnectionException(
                        ErrorCode.BROWSER_MISSING, "it is not where it should have been put"));
    BrowserCommand.print(found, context.printer(), false);
    return ExitCode.OK.status();
  }
}
