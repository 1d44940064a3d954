package com.bedrot.lake.extract.cli.cron;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.extract.cron.Crontab;
import com.bedrot.lake.extract.cron.CrontabText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake cron remove}. */
@Command(
    name = "remove",
    description = "Takes the entries out of the user's crontab; every other line stays as it is.",
    mixinStandardHelpOptions = true)
final class CronRemoveCommand implements Callable<Integer> {
  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(names = "--crontab", paramLabel = "PROGRAM", defaultValue = "crontab", hidden = true)
  private String program = "crontab";

  @Option(names = "--dry-run", description = "Prints the crontab as it would be.")
  private boolean dryRun;

  private final CommandContext context;

  CronRemoveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    Crontab crontab = new Crontab(program);
    String before = crontab.read();
    String after = CronTarget.text(before, lake).without();
    if (dryRun) {
      context.printer().raw(CrontabText.readable(after));
    } else if (after.equals(before)) {
      context.printer().result("the crontab has no entries of " + lake.settings().home());
    } else {
      crontab.write(after);
      context.printer().result("removed; the logs and the variables stay");
    }
    return ExitCode.OK.status();
  }
}
