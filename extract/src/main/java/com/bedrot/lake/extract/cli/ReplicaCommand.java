package com.bedrot.lake.extract.cli;

import picocli.CommandLine.Command;

/** {@code lake replica}: the portals played on this machine. */
@Command(
    name = "replica",
    description = "Plays every portal and API on this machine, to try extraction on.",
    subcommands = ReplicaStartCommand.class,
    mixinStandardHelpOptions = true)
final class ReplicaCommand {}
