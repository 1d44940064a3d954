package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account's rows should be, and where that leaves every file that took part.
 *
 * @param contributions oldest file first; the order ranks rows where a newer row of the same key
 *     wins
 */
record AccountTruth(String account, List<Contribution> contributions, List<Outcome> outcomes) {
  AccountTruth {
    contributions = List.copyOf(contributions);
    outcomes = List.copyOf(outcomes);
  }

  /**
   * A file's new standing.
   *
   * @param refersTo the file that superseded it, or null
   * @param heldBecause what a person must know to decide, or null where it is not held
   */
  record Outcome(
      LedgerEntry file, FileState state, @Nullable String refersTo, @Nullable String heldBecause) {}
}
