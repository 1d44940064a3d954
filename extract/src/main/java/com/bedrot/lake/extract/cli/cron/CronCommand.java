package com.bedrot.lake.extract.cli.cron;

import picocli.CommandLine.Command;

/** {@code lake cron}: the crontab's entries of this installation. */
@Command(
    name = "cron",
    description = "Keeps this installation's entries in the user's crontab.",
    footer = {
      "",
      "`lake cron tick [--source ID | --no-extract | --maintain]` is what the entries call: silent",
      "unless a person is needed. By hand use `lake run`, `lake extract ID` and `lake maintain`."
    },
    subcommands = {CronShowCommand.class, CronInstallCommand.class, CronRemoveCommand.class},
    mixinStandardHelpOptions = true)
public final class CronCommand {}
