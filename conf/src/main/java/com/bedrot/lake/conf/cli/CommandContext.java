package com.bedrot.lake.conf.cli;

import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;

/** What a command is made with: where it prints, the variables it may read, its run. */
public record CommandContext(Printer printer, Environment environment, RunContext run) {
  /** The context of this process. */
  public static CommandContext ofProcess() {
    Environment environment = Environment.ofProcess();
    return new CommandContext(Printer.standard(environment), environment, RunContext.start());
  }
}
