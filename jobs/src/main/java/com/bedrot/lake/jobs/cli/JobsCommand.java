package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.jobs.cli.decide.HoldCommand;
import com.bedrot.lake.jobs.cli.decide.QuarantineCommand;
import com.bedrot.lake.jobs.cli.decide.RetryCommand;
import com.bedrot.lake.jobs.cli.decide.TraceCommand;
import com.bedrot.lake.jobs.cli.decide.WithdrawCommand;
import com.bedrot.lake.jobs.cli.store.StoreCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root of the commands. */
@Command(
    name = "lake",
    mixinStandardHelpOptions = true,
    description = "The data lake of a record label: what is landed becomes tables you can trust.",
    subcommands = {
      ScriptCommand.Demo.class,
      ScriptCommand.Import.class,
      ScriptCommand.DemoFiles.class,
      ScriptCommand.Extract.class,
      ScriptCommand.Session.class,
      ScriptCommand.Browser.class,
      ScriptCommand.Replica.class,
      ScriptCommand.Notebook.class,
      RunCommand.class,
      ScriptCommand.Cron.class,
      WarehouseCommand.class,
      SqlCommand.class,
      DoctorCommand.class,
      MaintainCommand.class,
      StoreCommand.class,
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
      CompletionCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class JobsCommand {}
