package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Commands that {@code submit/lake} gives to other programs; here they are listed only. */
abstract class ScriptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Unmatched private List<String> others = new ArrayList<>();

  @Override
  public Integer call() {
    throw new ConfigurationException(
        ErrorCode.USAGE_INVALID,
        spec.name() + " " + String.join(" ", others) + " is started by submit/lake");
  }

  /** {@code lake demo}. */
  @Command(name = "demo", description = "Shows an invented label, end to end: [--store local|s3].")
  static final class Demo extends ScriptCommand {}

  /** {@code lake notebook}. */
  @Command(
      name = "notebook",
      description = "Opens JupyterLab on this lake's tables; see `lake notebook --help`.")
  static final class Notebook extends ScriptCommand {}

  /** {@code lake demo-files}. */
  @Command(name = "demo-files", description = "Writes the invented label's files.")
  static final class DemoFiles extends ScriptCommand {
    @Parameters(paramLabel = "DIR", description = "Where to.", arity = "0..*")
    private List<String> folder = List.of();
  }

  /** {@code lake import}. */
  @Command(name = "import", description = "Lands files by hand; see `lake import --help`.")
  static final class Import extends ScriptCommand {
    @Parameters(paramLabel = "FILE", description = "Files, folders, globs.", arity = "0..*")
    private List<String> files = List.of();
  }

  /** {@code lake extract}. */
  @Command(
      name = "extract",
      description = "Fetches what is due of portals and APIs; see `lake extract --help`.")
  static final class Extract extends ScriptCommand {}

  /** {@code lake session}. */
  @Command(
      name = "session",
      description = "Signs accounts in and tells how sessions stand; see `lake session --help`.")
  static final class Session extends ScriptCommand {}

  /** {@code lake browser}. */
  @Command(
      name = "browser",
      description = "Tells which Chromium is found; `lake browser install` downloads one.")
  static final class Browser extends ScriptCommand {}

  /** {@code lake replica}. */
  @Command(
      name = "replica",
      description = "Plays the portals and APIs on this machine; see `lake replica --help`.")
  static final class Replica extends ScriptCommand {}

  /** {@code lake cron}. */
  @Command(
      name = "cron",
      description =
          "Keeps the crontab's entries: show, install, remove, tick; see `lake cron --help`.")
  static final class Cron extends ScriptCommand {
    @Parameters(paramLabel = "COMMAND", description = "What to do.", arity = "0..*")
    private List<String> words = List.of();
  }
}
