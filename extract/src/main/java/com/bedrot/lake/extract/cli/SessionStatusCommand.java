package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.session.SessionStatus;
import com.bedrot.lake.extract.session.SourceAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake session status}: how every session stands, told without a browser. */
@Command(
    name = "status",
    description =
        "Tells, without a browser, how long sessions hold; exit 4 where a person must act.",
    mixinStandardHelpOptions = true)
final class SessionStatusCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "SOURCE", description = "This source only.")
  private @Nullable String source;

  @Option(names = "--account", description = "This account only.")
  private @Nullable String account;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Mixin private SettingOptions settings = new SettingOptions();

  private final CommandContext context;

  SessionStatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    List<Fetch> fetches = lake.ops().fetches().readAll();
    List<SessionStatus> all = new ArrayList<>();
    for (SourceContract contract : lake.contracts().sources()) {
      if (PortalFacts.isFetched(contract) && (source == null || source.equals(contract.id()))) {
        PortalFacts portal = PortalFacts.of(contract);
        if (hasSessions(portal)) {
          for (Account each : lake.settings().accountsOf(contract.id()).values()) {
            if (account == null || account.equals(each.key())) {
              all.add(status(new SessionTarget.Found(lake, contract, portal, each), fetches));
            }
          }
        }
      }
    }
    all.sort(Comparator.comparing(SessionStatus::account));
    return SessionReport.print(context.printer(), all, json);
  }

  private static boolean hasSessions(PortalFacts portal) {
    return portal.kind() == PortalFacts.Kind.BROWSER || !portal.session().authTokens().isEmpty();
  }

  private SessionStatus status(SessionTarget.Found found, List<Fetch> fetches) {
    try {
      return found.status(context, found.store().read(found.who()), fetches);
    } catch (AuthenticationException unusable) {
      SourceAccount who = found.who();
      return new SessionStatus(
          who,
          SessionStatus.Condition.EXPIRED,
          false,
          null,
          null,
          null,
          unusable.code() + ": " + unusable.getMessage(),
          "lake session forget " + who.source() + " --account " + who.account(),
          true);
    }
  }
}
