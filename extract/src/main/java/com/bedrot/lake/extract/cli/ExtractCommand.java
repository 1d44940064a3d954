package com.bedrot.lake.extract.cli;

import picocli.CommandLine.Command;

/** The commands of the extract module. */
@Command(
    name = "lake",
    description = "Brings files to the landing zone.",
    subcommands = {ImportCommand.class, DemoFilesCommand.class, ReplicaCommand.class},
    mixinStandardHelpOptions = true)
public final class ExtractCommand {}
