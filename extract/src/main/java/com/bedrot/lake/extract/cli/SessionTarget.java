package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.Credentials;
import com.bedrot.lake.extract.session.SessionJudge;
import com.bedrot.lake.extract.session.SessionStatus;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import com.bedrot.lake.extract.session.token.TokenJudge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose session a command is about. Used as a picocli mixin. */
final class SessionTarget {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The source's id, e.g. tiktok.")
  private String source = "";

  @Option(
      names = "--account",
      description = "The account's key or handle; not needed where the source has one.")
  private @Nullable String account;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Mixin private SettingOptions settings = new SettingOptions();

  /** One account, found. */
  record Found(Lake lake, SourceContract contract, PortalFacts portal, Account account) {
    SourceAccount who() {
      return new SourceAccount(contract.id(), account.key());
    }

    SessionStore store() {
      return SessionStore.of(lake.settings());
    }

    SourceContext context(SourceContexts contexts) {
      return contexts.open(contract, account).context();
    }

    Optional<Credentials> credentials(CommandContext context) {
      return Credentials.of(secrets(context));
    }

    /**
     * Makes sure that somebody can sign in.
     *
     * @throws ConfigurationException {@code USAGE_INVALID} where the source has no pages
     */
    void requirePages() {
      if (portal.kind() == PortalFacts.Kind.API) {
        throw misused(
            contract.id() + " has no page to sign in at: its tokens are set in the environment");
      }
    }

    private AccountSecrets secrets(CommandContext context) {
      return new AccountSecrets(context.environment(), contract.id(), account.key());
    }

    SessionStatus status(
        CommandContext context, Optional<AccountSession> session, List<Fetch> fetches) {
      if (portal.kind() == PortalFacts.Kind.API) {
        return new TokenJudge(context.run().now(), fetches)
            .judge(who(), portal.session(), session, secrets(context));
      }
      return new SessionJudge(context.run().now(), fetches)
          .judge(who(), portal.session(), session, credentials(context).isPresent());
    }
  }

  boolean json() {
    return json;
  }

  /**
   * The account.
   *
   * @throws ConfigurationException {@code USAGE_INVALID} where the source is not known or has
   *     several accounts, {@code SOURCE_UNCONFIGURED}, {@code IMPORT_ACCOUNT_UNKNOWN}
   */
  Found find(CommandContext context) {
    Lake lake = settings.open(context);
    SourceContract contract =
        lake.contracts()
            .source(source)
            .filter(PortalFacts::isFetched)
            .orElseThrow(() -> misused("no contract says how " + source + " is fetched"));
    Map<String, Account> accounts = lake.settings().accountsOf(source);
    if (accounts.isEmpty()) {
      throw new ConfigurationException(
          ErrorCode.SOURCE_UNCONFIGURED, source + " has no account in the settings");
    }
    return new Found(lake, contract, PortalFacts.of(contract), chosen(accounts));
  }

  private Account chosen(Map<String, Account> accounts) {
    String wanted = account;
    if (wanted == null) {
      if (accounts.size() > 1) {
        throw misused("give --account, one of " + accounts.keySet().stream().sorted().toList());
      }
      return accounts.values().iterator().next();
    }
    return accounts.values().stream()
        .filter(a -> a.key().equals(wanted) || a.handles().contains(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    ErrorCode.IMPORT_ACCOUNT_UNKNOWN, source + " has no account " + wanted));
  }

  private static ConfigurationException misused(String why) {
    return new ConfigurationException(ErrorCode.USAGE_INVALID, why);
  }
}
