package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionFile;
import com.bedrot.lake.extract.session.SessionLease;
import com.bedrot.lake.extract.session.SessionStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake session import}: takes over the session of a browser that is signed in. */
@Command(
    name = "import",
    description =
        "Takes the cookies of a browser that is signed in: extension JSON, cookies.txt or a"
            + " Playwright state.",
    mixinStandardHelpOptions = true)
final class SessionImportCommand implements Callable<Integer> {
  @Mixin private SessionTarget target = new SessionTarget();

  @Parameters(index = "1", paramLabel = "FILE", description = "The exported file.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Reads the file, keeps nothing.")
  private boolean dryRun;

  private final CommandContext context;

  SessionImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SessionTarget.Found found = target.find(context);
    SessionFile read = SessionFile.read(file, hosts(found));
    AccountSession fresh = AccountSession.of(read, context.run().now());
    SessionStatus status = found.status(context, Optional.of(fresh), List.of());
    if (status.condition() == SessionStatus.Condition.EXPIRED) {
      throw new ConfigurationException(
          ErrorCode.SESSION_FILE_UNREADABLE, file.getFileName() + ": " + status.why());
    }
    return SessionReport.done(
        context.printer(), found.who(), outcome(found, read, fresh), facts(read), target.json());
  }

  private String outcome(SessionTarget.Found found, SessionFile read, AccountSession fresh) {
    if (dryRun) {
      return isKnown(found.store().read(found.who()), read)
          ? "already_imported"
          : "would_be_imported";
    }
    try (SessionLease lease = found.store().lease(found.who())) {
      Optional<AccountSession> kept = lease.session();
      if (isKnown(kept, read)) {
        return "already_imported";
      }
      lease.save(kept.map(k -> k.imported(read, context.run().now())).orElse(fresh));
      return "imported";
    }
  }

  private static boolean isKnown(Optional<AccountSession> kept, SessionFile read) {
    return kept.filter(session -> session.wasImportedFrom(read)).isPresent();
  }

  private Map<String, Object> facts(SessionFile read) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("format", read.format().word());
    facts.put("cookies", read.state().cookies().size());
    facts.put("left_out", read.leftOut());
    facts.put("dry_run", dryRun);
    return facts;
  }

  /** The contract's hosts and what stands in for its origins. */
  private static Set<String> hosts(SessionTarget.Found found) {
    Set<String> hosts = new TreeSet<>(found.portal().hosts());
    ExtractSettings settings = found.lake().settings().extract();
    for (String name : found.portal().origins().keySet()) {
      settings.origin(found.contract().id(), name).ifPresent(origin -> hosts.add(origin.getHost()));
    }
    return hosts;
  }
}
