package com.bedrot.lake.extract;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.extract.cli.ExtractCommand;

/** The entry point of every command that brings files to the landing zone. */
public final class ExtractMain {
  private ExtractMain() {}

  /** Runs one command and ends with its status. */
  public static void main(String[] arguments) {
    System.exit(
        LakeCommandLine.run(ExtractCommand.class, CommandContext.ofProcess("extract"), arguments));
  }
}
