package com.bedrot.lake.extract.cli.cron;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.extract.cron.CronOptions;
import com.bedrot.lake.extract.cron.CrontabText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lake cron show}. */
@Command(
    name = "show",
    description = "Prints the block that install would put into the crontab; changes nothing.",
    mixinStandardHelpOptions = true)
final class CronShowCommand implements Callable<Integer> {
  @Mixin private SettingOptions settings = new SettingOptions();
  @Mixin private CronTarget target = new CronTarget();

  private final CommandContext context;

  CronShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    CronOptions options = target.options();
    String block =
        CronTarget.text("", lake).with(options, CronTarget.lines(lake, options, context.run()));
    context.printer().raw(CrontabText.readable(block));
    return ExitCode.OK.status();
  }
}
