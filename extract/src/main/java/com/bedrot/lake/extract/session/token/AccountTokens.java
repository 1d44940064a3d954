package com.bedrot.lake.extract.session.token;

import com.bedrot.lake.conf.format.Sha256;
import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.AccountSession.Token;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an account: the one in its settings, and those the source gave for it, which are
 * kept. A kept token goes before the configured one until it ends, or until another is configured.
 */
public final class AccountTokens {
  public static final String ACCESS = "ACCESS_TOKEN";
  public static final String REFRESH = "REFRESH_TOKEN";

  private final AccountSecrets configured;
  private final Optional<AccountSession> kept;
  private final String root;

  AccountTokens(
      AccountSecrets configured, PortalFacts.Session facts, Optional<AccountSession> kept) {
    this.configured = configured;
    this.kept = kept;
    this.root = facts.strategy().equals("token-refresh") ? REFRESH : ACCESS;
  }

  /** Those of an account, as they are now. Makes no call. */
  public static AccountTokens of(SourceContext context) {
    return of(context, SessionStore.of(context.settings()).read(SourceAccount.of(context)));
  }

  static AccountTokens of(SourceContext context, Optional<AccountSession> kept) {
    return new AccountTokens(context.secrets(), context.portal().session(), kept);
  }

  /** The token of that name to use at that time. */
  public Optional<Secret> find(String name, Instant now) {
    return kept(name)
        .filter(token -> !token.hasEndedBy(now))
        .map(Token::value)
        .or(() -> configured.find(name));
  }

  /**
   * The token of that name to use at that time, where the source cannot do without.
   *
   * @throws com.bedrot.lake.conf.error.AuthenticationException {@code CREDENTIAL_MISSING}
   */
  public Secret require(String name, Instant now) {
    return find(name, now).orElseGet(() -> configured.require(name));
  }

  /** What is kept under that name and goes back to what is configured now, ended or not. */
  Optional<Token> kept(String name) {
    String now = configured.find(root).map(AccountTokens::hash).orElse(null);
    return kept.map(session -> session.tokens().get(name))
        .filter(token -> now == null || now.equals(token.root()));
  }

  /** A token that the source just gave, to keep. */
  Token given(Secret value, @Nullable Instant expires) {
    String earlier = kept(root).map(Token::root).orElse(null);
    return new Token(
        value, expires, configured.find(root).map(AccountTokens::hash).orElse(earlier));
  }

  private static String hash(Secret secret) {
    return Sha256.hex(secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
