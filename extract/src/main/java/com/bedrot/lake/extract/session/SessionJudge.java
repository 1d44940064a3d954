package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.session.SessionStatus.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a session stands without a browser: from the expiry of what the contract names, from
 * the age of the login, and from the last fetches. Cookies the contract does not name never count.
 */
public final class SessionJudge {
  private static final Set<String> REFUSALS =
      Set.of(ErrorCode.SESSION_EXPIRED.name(), ErrorCode.RESPONSE_LOGIN_PAGE.name());

  private final Instant now;
  private final List<Fetch> fetches;

  /** At that time, with every fetch so far. */
  public SessionJudge(Instant now, List<Fetch> fetches) {
    this.now = now;
    this.fetches = List.copyOf(fetches);
  }

  /**
   * The status of one account.
   *
   * @param session what is kept of it, if anything
   * @param unattended whether it can sign in without a person
   */
  public SessionStatus judge(
      SourceAccount who,
      PortalFacts.Session facts,
      Optional<AccountSession> session,
      boolean unattended) {
    if (session.isEmpty()) {
      return new Finding(Condition.MISSING, null, null, "it never signed in")
          .ofPortal(who, facts, unattended, now);
    }
    AccountSession kept = session.get();
    Instant signedIn = Finding.latest(Stream.of(kept.seenAt(), lastFetch(who, false).orElse(null)));
    return finding(who, facts, kept, signedIn).ofPortal(who, facts, unattended, now);
  }

  private Finding finding(
      SourceAccount who, PortalFacts.Session facts, AccountSession kept, @Nullable Instant seen) {
    Optional<Instant> refused = lastFetch(who, true);
    Instant trusted = Finding.latest(Stream.of(kept.openedAt(), seen));
    if (refused.isPresent() && trusted != null && refused.get().isAfter(trusted)) {
      return new Finding(
          Condition.EXPIRED, null, seen, "the portal asked to sign in at " + refused.get());
    }
    if (!holdsAuth(facts, kept)) {
      return new Finding(
          Condition.EXPIRED, null, seen, "it holds none of " + String.join(", ", names(facts)));
    }
    Instant expires = expires(facts, kept);
    if (expires == null) {
      return new Finding(Condition.OK, null, seen, "nothing says when it ends");
    }
    return Finding.ending(expires, seen, now);
  }

  private boolean holdsAuth(PortalFacts.Session facts, AccountSession kept) {
    SessionState alive = kept.state();
    return names(facts).isEmpty()
        || facts.authCookies().stream().anyMatch(name -> !alive.named(name).isEmpty())
        || facts.authTokens().stream()
            .anyMatch(name -> kept.tokens().containsKey(name) || alive.stored(name) != null);
  }

  private static List<String> names(PortalFacts.Session facts) {
    return Stream.concat(facts.authCookies().stream(), facts.authTokens().stream()).toList();
  }

  /** The first end of what the account cannot do without; null where none is known. */
  private static @Nullable Instant expires(PortalFacts.Session facts, AccountSession kept) {
    List<Instant> ends = new ArrayList<>();
    for (String name : facts.authCookies()) {
      kept.state().named(name).stream()
          .map(SessionCookie::expires)
          .filter(Objects::nonNull)
          .max(Comparator.naturalOrder())
          .ifPresent(ends::add);
    }
    for (String name : facts.authTokens()) {
      TokenExpiry.of(kept, name).ifPresent(ends::add);
    }
    if (facts.lifetimeDays().isPresent()) {
      ends.add(kept.openedAt().plus(Duration.ofDays(facts.lifetimeDays().getAsInt())));
    }
    return ends.stream().min(Comparator.naturalOrder()).orElse(null);
  }

  private Optional<Instant> lastFetch(SourceAccount who, boolean refused) {
    return fetches.stream()
        .filter(f -> f.source().equals(who.source()) && f.account().equals(who.account()))
        .filter(
            f ->
                refused
                    ? REFUSALS.contains(String.valueOf(f.errorCode()))
                    : !f.outcome().equals("failed"))
        .map(Fetch::at)
        .max(Comparator.naturalOrder());
  }
}
