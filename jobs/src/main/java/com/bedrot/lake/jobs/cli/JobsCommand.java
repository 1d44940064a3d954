package com.bedrot.lake.jobs.cli;

import picocli.CommandLine.Command;

/** The root of the commands. */
@Command(
    name = "lake",
    mixinStandardHelpOptions = true,
    description = "The data lake of a record label: what is landed becomes tables you can trust.",
    subcommands = {
      RunCommand.class,
      WarehouseCommand.class,
      SqlCommand.class,
      DoctorCommand.class,
      MaintainCommand.class,
      ContractCommand.class,
      HoldCommand.class,
      RetryCommand.class,
      WithdrawCommand.class,
      TraceCommand.class,
      StatusCommand.class,
      RunsCommand.class,
      LedgerCommand.class,
      QuarantineCommand.class,
      ReportCommand.class,
      ConfigCommand.class,
      ExplainCommand.class,
      VersionCommand.class
    })
public final class JobsCommand {}
