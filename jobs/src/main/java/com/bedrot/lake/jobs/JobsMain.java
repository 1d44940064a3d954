package com.bedrot.lake.jobs;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.jobs.cli.JobsCommand;

/**
 * The entry point of every command that is not an extractor's, under {@code java} and under {@code
 * spark-submit}.
 */
public final class JobsMain {
  private JobsMain() {}

  public static void main(String[] args) {
    System.exit(LakeCommandLine.run(JobsCommand.class, CommandContext.ofProcess("jobs"), args));
  }
}
