package com.bedrot.lake.extract.cli;

import picocli.CommandLine.Command;

/** {@code lake session}: the sessions of portals. */
@Command(
    name = "session",
    description = "Signs accounts in, shows, renews, moves and forgets their sessions.",
    subcommands = {
      SessionLsCommand.class,
      SessionStatusCommand.class,
      SessionLoginCommand.class,
      SessionImportCommand.class,
      SessionExportCommand.class,
      SessionRefreshCommand.class,
      SessionForgetCommand.class
    },
    mixinStandardHelpOptions = true)
final class SessionCommand {}
