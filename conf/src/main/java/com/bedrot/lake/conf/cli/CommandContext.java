package com.bedrot.lake.conf.cli;

import com.bedrot.lake.conf.log.Logging;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command is made with: where it prints, the variables it may read, its run.
 *
 * @param module names this process's log files, or null where logging is set up by the caller
 */
public record CommandContext(
    Printer printer, Environment environment, RunContext run, @Nullable String module) {
  /** A context that leaves logging as it is. */
  public CommandContext(Printer printer, Environment environment, RunContext run) {
    this(printer, environment, run, null);
  }

  /** The context of this process, logging to files of the module's name. */
  public static CommandContext ofProcess(String module) {
    Environment environment = Environment.ofProcess();
    return new CommandContext(
        Printer.standard(environment), environment, RunContext.start(), module);
  }

  /** Whose keys of the object store this process takes, where it has some of its own. */
  Optional<StoreRole> role() {
    return Optional.ofNullable(module).flatMap(StoreRole::of);
  }

  /** Starts the log files of this process, where it has some. */
  void startLogging(LakeSettings settings) {
    if (module != null) {
      Logging.start(settings.home(), module, run.run());
    }
  }
}
