package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake session export}: a Playwright state, for its owner only. */
@Command(
    name = "export",
    description = "Writes a session in the clear as a Playwright state: keep it safe.",
    mixinStandardHelpOptions = true)
final class SessionExportCommand implements Callable<Integer> {
  @Mixin private SessionTarget target = new SessionTarget();

  @Parameters(index = "1", paramLabel = "FILE", description = "The file to make.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Says what would be written, writes nothing.")
  private boolean dryRun;

  private final CommandContext context;

  SessionExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SessionTarget.Found found = target.find(context);
    AccountSession session =
        found
            .store()
            .read(found.who())
            .orElseThrow(
                () ->
                    new AuthenticationException(
                        ErrorCode.SESSION_MISSING, found.who() + " never signed in"));
    if (!dryRun) {
      write(session.state().playwrightJson());
    }
    return SessionReport.done(
        context.printer(),
        found.who(),
        dryRun ? "would_be_exported" : "exported",
        Map.of("file", file.toString()),
        target.json());
  }

  private void write(String json) {
    try {
      Files.writeString(Files.createFile(file, PrivateFiles.ownersOnly()), json + "\n");
    } catch (FileAlreadyExistsException there) {
      throw new ConfigurationException(ErrorCode.USAGE_INVALID, file + " exists already");
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID, "cannot write " + file + ": " + e.getClass().getSimpleName(), e);
    }
  }
}
