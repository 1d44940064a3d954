package com.bedrot.lake.extract.session.token;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.Finding;
import com.bedrot.lake.extract.session.SessionStatus;
import com.bedrot.lake.extract.session.SessionStatus.Condition;
import com.bedrot.lake.extract.session.SourceAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells without a call how the tokens stand that an API account cannot do without: those the
 * contract names under {@code session.auth_tokens}, by their kept end and the last fetches.
 */
public final class TokenJudge {
  private final Instant now;
  private final List<Fetch> fetches;

  /** At that time, with every fetch so far. */
  public TokenJudge(Instant now, List<Fetch> fetches) {
    this.now = now;
    this.fetches = List.copyOf(fetches);
  }

  /**
   * The status of one account.
   *
   * @param session what is kept of it, if anything
   * @param secrets of its settings
   */
  public SessionStatus judge(
      SourceAccount who,
      PortalFacts.Session facts,
      Optional<AccountSession> session,
      AccountSecrets secrets) {
    AccountTokens tokens = new AccountTokens(secrets, facts, session);
    Instant seen = Finding.latest(Stream.of(seen(session), last(who, null)));
    Finding found =
        facts.authTokens().stream()
            .map(name -> finding(name, tokens, secrets, seen))
            .min((a, b) -> Integer.compare(b.condition().ordinal(), a.condition().ordinal()))
            .orElseGet(() -> new Finding(Condition.OK, null, seen, "it needs no token"));
    Instant refused = last(who, ErrorCode.CREDENTIAL_REFUSED);
    boolean turnedAway =
        !found.isOver() && refused != null && (seen == null || refused.isAfter(seen));
    return (turnedAway
            ? new Finding(Condition.EXPIRED, null, seen, "the source refused it at " + refused)
            : found)
        .ofToken(who, now);
  }

  private static @Nullable Instant seen(Optional<AccountSession> session) {
    return session.map(AccountSession::seenAt).orElse(null);
  }

  private Finding finding(
      String name, AccountTokens tokens, AccountSecrets secrets, @Nullable Instant seen) {
    Optional<AccountSession.Token> kept = tokens.kept(name);
    if (kept.isEmpty() && secrets.find(name).isEmpty()) {
      return new Finding(Condition.MISSING, null, seen, secrets.variable(name) + " is not set");
    }
    Instant end = kept.map(AccountSession.Token::expires).orElse(null);
    if (end != null) {
      return Finding.ending(end, seen, now);
    }
    String unknown = "nothing says when it ends";
    return new Finding(
        Condition.OK, null, seen, kept.isPresent() ? unknown : unknown + " before it is refreshed");
  }

  /** The last fetch that ended with that error, or where it is null, that did not fail. */
  private @Nullable Instant last(SourceAccount who, @Nullable ErrorCode code) {
    return Finding.latest(
        fetches.stream()
            .filter(f -> f.source().equals(who.source()) && f.account().equals(who.account()))
            .filter(
                f ->
                    code == null
                        ? !f.outcome().equals("failed")
                        : code.name().equals(f.errorCode()))
            .map(Fetch::at));
  }
}
