package com.bedrot.lake.conf.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a person must decide.
 *
 * @param id 12 hex digits, the same for the same kind, subject, inputs and rules
 * @param kind FILE or TABLE
 * @param subject dataset key or publish group
 * @param account null for tables
 * @param inputs file ids (FILE) or {@code dataset@version} (TABLE) the decision is about
 * @param rules broken rule ids
 * @param detail what differs, with numbers
 * @param replace for accepted snapshots: {@code all} or {@code range}, else null
 */
public record Hold(
    String id,
    Kind kind,
    String subject,
    @Nullable String account,
    List<String> inputs,
    List<String> rules,
    String detail,
    State state,
    @Nullable String replace,
    String runId,
    Instant at) {
  /** What is held. */
  public enum Kind {
    FILE,
    TABLE
  }

  /** Where the decision stands; OVERTAKEN means new data came. */
  public enum State {
    OPEN,
    ACCEPTED,
    REJECTED,
    OVERTAKEN
  }

  public Hold {
    inputs = List.copyOf(inputs);
    rules = List.copyOf(rules);
  }

  public Hold decided(State next, @Nullable String replaceScope, String run, Instant when) {
    return new Hold(
        id, kind, subject, account, inputs, rules, detail, next, replaceScope, run, when);
  }
}
