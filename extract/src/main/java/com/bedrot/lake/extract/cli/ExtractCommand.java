package com.bedrot.lake.extract.cli;

import com.bedrot.lake.extract.cli.cron.CronCommand;
import picocli.CommandLine.Command;

/** The commands of the extract module. */
@Command(
    name = "lake",
    description = "Brings files to the landing zone.",
    subcommands = {
      ExtractSourcesCommand.class,
      ImportCommand.class,
      DemoFilesCommand.class,
      SessionCommand.class,
      BrowserCommand.class,
      ReplicaCommand.class,
      CronCommand.class
    },
    mixinStandardHelpOptions = true)
public final class ExtractCommand {}
