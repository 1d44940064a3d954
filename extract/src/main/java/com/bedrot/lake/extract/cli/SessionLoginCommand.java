package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.Browsers;
import com.bedrot.lake.extract.browser.PortalVisit;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.session.Credentials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake session login}: signs an account in, second factor and all. */
@Command(
    name = "login",
    description =
        "Signs in with the account's USER, PASSWORD and TOTP_SECRET where they are set; else shows"
            + " the login page and waits for you.",
    mixinStandardHelpOptions = true)
final class SessionLoginCommand implements Callable<Integer> {
  @Mixin private SessionTarget target = new SessionTarget();

  @Option(names = "--headed", description = "Shows the login page and waits for you in any case.")
  private boolean headed;

  @Option(names = "--dry-run", description = "Says how it would sign in, opens no browser.")
  private boolean dryRun;

  private final CommandContext context;

  SessionLoginCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SessionTarget.Found found = target.find(context);
    found.requirePages();
    Optional<Credentials> credentials = headed ? Optional.empty() : found.credentials(context);
    if (dryRun) {
      return SessionReport.done(
          context.printer(),
          found.who(),
          credentials.isPresent() ? "would_sign_in_unattended" : "would_wait_for_a_person",
          Map.of("dry_run", true),
          target.json());
    }
    try (SourceContexts contexts =
            new SourceContexts(
                found.lake(),
                context.run(),
                SourceContexts.Outside.of(context.environment(), context.printer()::progress));
        Browsers browsers = new Browsers(found.lake().settings().extract().browser())) {
      SourceContext source = found.context(contexts);
      PortalVisit visit = new PortalVisit(source, browsers);
      if (credentials.isPresent()) {
        visit.signIn(credentials.get());
      } else {
        context.printer().note("sign in to " + found.who() + " in the window that opens");
        visit.awaitPerson();
      }
    }
    return SessionReport.print(
        context.printer(),
        List.of(found.status(context, found.store().read(found.who()), List.of())),
        target.json());
  }
}
