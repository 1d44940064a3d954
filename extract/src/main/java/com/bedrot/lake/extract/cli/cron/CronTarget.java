package com.bedrot.lake.extract.cli.cron;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.extract.cron.CronBlock;
import com.bedrot.lake.extract.cron.CronOptions;
import com.bedrot.lake.extract.cron.Crontab;
import com.bedrot.lake.extract.cron.CrontabText;
import com.bedrot.lake.extract.cron.MachineZone;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Whose crontab, and what its block is to be. A picocli mixin. */
final class CronTarget {
  @Option(
      names = "--every",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "Minutes between two walks of the zones (default: 15).")
  private int every = CronOptions.DEFAULT.everyMinutes();

  @Option(
      names = "--no-extract",
      description = "No entries for sources: this machine only walks what others land.")
  private boolean noExtract;

  /** Which program edits the crontab; another one only for trying things out. */
  @Option(names = "--crontab", paramLabel = "PROGRAM", defaultValue = "crontab", hidden = true)
  private String program = "crontab";

  CronOptions options() {
    return new CronOptions(
        every, noExtract ? CronOptions.Extraction.NONE : CronOptions.Extraction.PER_SOURCE);
  }

  Crontab crontab() {
    return new Crontab(program);
  }

  static CrontabText text(String crontab, Lake lake) {
    return new CrontabText(crontab, lake.settings().home());
  }

  /** The block's lines as the contracts are now. */
  static List<String> lines(Lake lake, CronOptions options, RunContext run) {
    return new CronBlock(
            lake.settings().projectRoot().resolve("submit").resolve("lake"),
            lake.settings().home(),
            MachineZone.of(Path.of("/etc/localtime")))
        .lines(lake.contracts(), options, run.now());
  }
}
