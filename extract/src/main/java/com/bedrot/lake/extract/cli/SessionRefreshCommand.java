package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.extract.browser.Browsers;
import com.bedrot.lake.extract.browser.PortalVisit;
import com.bedrot.lake.extract.run.SourceContexts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake session refresh}: renews a session as its contract says. */
@Command(
    name = "refresh",
    description = "Renews a session without a person, three attempts at most.",
    mixinStandardHelpOptions = true)
final class SessionRefreshCommand implements Callable<Integer> {
  @Mixin private SessionTarget target = new SessionTarget();

  @Option(names = "--dry-run", description = "Says how it would renew it, calls nothing.")
  private boolean dryRun;

  private final CommandContext context;

  SessionRefreshCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SessionTarget.Found found = target.find(context);
    if (dryRun) {
      return SessionReport.done(
          context.printer(),
          found.who(),
          "would_be_renewed",
          Map.of("dry_run", true, "strategy", found.portal().session().strategy()),
          target.json());
    }
    try (SourceContexts contexts =
            new SourceContexts(
                found.lake(),
                context.run(),
                SourceContexts.Outside.of(context.environment(), context.printer()::progress));
        Browsers browsers = new Browsers(found.lake().settings().extract().browser())) {
      new PortalVisit(found.context(contexts), browsers).refresh();
    }
    return SessionReport.print(
        context.printer(),
        List.of(found.status(context, found.store().read(found.who()), List.of())),
        target.json());
  }
}
