package com.bedrot.lake.extract.cli.cron;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.extract.cron.CronEnvironment;
import com.bedrot.lake.extract.cron.CronOptions;
import com.bedrot.lake.extract.cron.Crontab;
import com.bedrot.lake.extract.cron.CrontabText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake cron install}. */
@Command(
    name = "install",
    description = {
      "Puts the entries into the user's crontab, or renews them; every other line stays as it is.",
      "Keeps the variables they start with in LAKE_HOME/cron/environment."
    },
    mixinStandardHelpOptions = true)
final class CronInstallCommand implements Callable<Integer> {
  @Mixin private SettingOptions settings = new SettingOptions();
  @Mixin private CronTarget target = new CronTarget();

  @Option(names = "--dry-run", description = "Prints the crontab as it would be.")
  private boolean dryRun;

  /** What a tick asks for: the contracts may have changed. */
  @Option(
      names = "--renew",
      description = "Only renews what is installed, with the options it was installed with.")
  private boolean renew;

  private final CommandContext context;

  CronInstallCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    Crontab crontab = target.crontab();
    String before = crontab.read();
    CrontabText text = CronTarget.text(before, lake);
    if (renew && text.installed().isEmpty()) {
      context.printer().result("not installed: nothing to renew");
      return ExitCode.OK.status();
    }
    CronOptions options = renew ? text.installed().orElseThrow() : target.options();
    String after = text.with(options, CronTarget.lines(lake, options, context.run()));
    if (dryRun) {
      context.printer().raw(CrontabText.readable(after));
      return ExitCode.OK.status();
    }
    if (!renew) {
      prepareEnvironment(lake.settings().home());
    }
    if (after.equals(before)) {
      context.printer().result("the crontab has it already");
    } else {
      crontab.write(after);
      context.printer().result((text.installed().isPresent() ? "renewed" : "installed") + shown());
    }
    return ExitCode.OK.status();
  }

  private static String shown() {
    return "; `crontab -l` shows it";
  }

  private void prepareEnvironment(Path home) {
    CronEnvironment environment = new CronEnvironment(home);
    List<String> missing = environment.prepare(context.environment(), home);
    context.printer().result("variables: " + environment.file());
    if (!missing.isEmpty()) {
      context
          .printer()
          .warn(
              "set here and not in that file, so cron will not know: "
                  + String.join(", ", missing));
    }
  }
}
