package com.bedrot.lake.conf.cli;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.log.Logging;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Runs command classes: each is a {@code Callable<Integer>} with a constructor that takes the
 * {@link CommandContext} (or none), and returns an {@link ExitCode}'s status. A {@link
 * LakeException} becomes the error block and its code's status, a misuse status 2, anything else an
 * internal error, 70.
 */
public final class LakeCommandLine {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCommandLine.class);

  private LakeCommandLine() {}

  /** Parses and runs. */
  public static int run(Class<?> root, CommandContext context, String... arguments) {
    return of(root, context).execute(arguments);
  }

  /** The command line itself, for callers that add to it. */
  public static CommandLine of(Class<?> root, CommandContext context) {
    CommandLine line = new CommandLine(root, new Commands(context));
    line.setOut(context.printer().helpWriter());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            context.printer().terminal().colour() ? Ansi.ON : Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, context));
    line.setParameterExceptionHandler((e, given) -> misused(e, context));
    return line;
  }

  /** The status and the error block of whatever a command threw. */
  public static int failed(Throwable error, CommandContext context) {
    if (error instanceof LakeException known) {
      context.printer().error(known, context.run().run());
      LOG.debug("{}", known.code(), known);
      return known.code().failureExit().status();
    }
    LOG.atError().setCause(error).addKeyValue("code", "INTERNAL_ERROR").log("internal error");
    String log = Logging.file().map(Path::toString).orElse("stderr");
    context
        .printer()
        .error(
            ErrorCode.INTERNAL_ERROR,
            error.getClass().getSimpleName() + ": " + error.getMessage() + "\nlog: " + log,
            context.run().run());
    return ExitCode.INTERNAL.status();
  }

  private static int misused(CommandLine.ParameterException misuse, CommandContext context) {
    String command = misuse.getCommandLine().getCommandSpec().qualifiedName();
    context
        .printer()
        .error(
            ErrorCode.USAGE_INVALID, misuse.getMessage() + "\nusage: " + command + " --help", null);
    return ExitCode.USAGE.status();
  }

  /** Makes command objects with the context, everything else as picocli does. */
  private record Commands(CommandContext context) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        Class<?>[] parameters = constructor.getParameterTypes();
        if (parameters.length == 1 && parameters[0] == CommandContext.class) {
          constructor.setAccessible(true);
          return made(type, constructor);
        }
      }
      return CommandLine.defaultFactory().create(type);
    }

    private <K> K made(Class<K> type, Constructor<?> constructor) throws Exception {
      try {
        return type.cast(constructor.newInstance(context));
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }
}
