package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.extract.session.SessionLease;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake session forget}: removes a session, readable or not. */
@Command(
    name = "forget",
    description = "Removes the session of an account from this installation.",
    mixinStandardHelpOptions = true)
final class SessionForgetCommand implements Callable<Integer> {
  @Mixin private SessionTarget target = new SessionTarget();

  @Option(names = "--dry-run", description = "Says whether there is one, removes nothing.")
  private boolean dryRun;

  private final CommandContext context;

  SessionForgetCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SessionTarget.Found found = target.find(context);
    boolean there = found.store().all().contains(found.who());
    String outcome = there ? "would_be_forgotten" : "had_none";
    if (there && !dryRun) {
      try (SessionLease lease = found.store().lease(found.who())) {
        outcome = lease.forget() ? "forgotten" : "had_none";
      }
    }
    return SessionReport.done(
        context.printer(), found.who(), outcome, Map.of("dry_run", dryRun), target.json());
  }
}
