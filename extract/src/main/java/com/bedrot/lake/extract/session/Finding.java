package com.bedrot.lake.extract.session;

import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.session.SessionStatus.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a session.
 *
 * @param expires null where nothing says when it ends
 * @param seen when the account was last seen signed in, or null
 * @param why one sentence
 */
public record Finding(
    Condition condition, @Nullable Instant expires, @Nullable Instant seen, String why) {
  private static final Duration WARN = Duration.ofDays(7);
  private static final Duration CRITICAL = Duration.ofDays(3);

  /** The latest of the moments that there are; null where there is none. */
  public static @Nullable Instant latest(Stream<@Nullable Instant> moments) {
    return moments.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
  }

  /** One whose end is known. */
  public static Finding ending(Instant expires, @Nullable Instant seen, Instant now) {
    if (!expires.isAfter(now)) {
      return new Finding(Condition.EXPIRED, expires, seen, "it ended at " + expires);
    }
    boolean soon = Duration.between(now, expires).compareTo(WARN) <= 0;
    return new Finding(
        soon ? Condition.EXPIRING : Condition.OK, expires, seen, "it ends at " + expires);
  }

  public boolean isOver() {
    return condition == Condition.EXPIRED || condition == Condition.MISSING;
  }

  /** The status of a portal's session, which a person or its credentials can open again. */
  SessionStatus ofPortal(
      SourceAccount who, PortalFacts.Session facts, boolean unattended, Instant now) {
    boolean renewable = !isOver() && !facts.strategy().equals("none");
    String command = condition == Condition.OK ? "" : command(renewable ? "refresh" : "login", who);
    return status(who, command, isOver() && !unattended, now);
  }

  /** The status of a token, which only a person can replace once it is over. */
  public SessionStatus ofToken(SourceAccount who, Instant now) {
    String command = condition == Condition.EXPIRING ? command("refresh", who) : "";
    return status(who, command, isOver(), now);
  }

  private static String command(String verb, SourceAccount who) {
    return "lake session " + verb + " " + who.source() + " --account " + who.account();
  }

  private SessionStatus status(
      SourceAccount who, String command, boolean needsPerson, Instant now) {
    Long daysLeft = expires == null ? null : Math.max(0, Duration.between(now, expires).toDays());
    boolean critical =
        condition == Condition.EXPIRING
            && expires != null
            && Duration.between(now, expires).compareTo(CRITICAL) <= 0;
    return new SessionStatus(
        who, condition, critical, expires, daysLeft, seen, why, command, needsPerson);
  }
}
