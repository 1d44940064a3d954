package com.bedrot.lake.extract.session;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a session stands.
 *
 * @param critical whether an expiring one has three days or less
 * @param expires null where nothing says when it ends
 * @param daysLeft whole days, null where nothing says so
 * @param signedIn when the account was last seen signed in, or null
 * @param why one sentence
 * @param command what to run, empty for nothing
 * @param needsPerson whether nothing goes on without one
 */
public record SessionStatus(
    SourceAccount account,
    Condition condition,
    boolean critical,
    @Nullable Instant expires,
    @Nullable Long daysLeft,
    @Nullable Instant signedIn,
    String why,
    String command,
    boolean needsPerson) {

  /** What it is good for. */
  public enum Condition {
    OK,
    EXPIRING,
    EXPIRED,
    MISSING;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
