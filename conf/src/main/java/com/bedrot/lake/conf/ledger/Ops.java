package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectStore;
import java.util.List;
import java.util.Optional;

/** The door to the ops zone's small objects: inbox, ledger, runs, holds, publications, state. */
public interface Ops {
  ObjectStore store();

  /** The ledger as it is now (read once per call). */
  Ledger ledger();

  Journal<StepRecord> runs();

  Journal<Hold> holds();

  /** What sources were asked for, empty answers too. */
  Journal<Fetch> fetches();

  /** A journal of another kind of record, under {@code <name>/}. */
  <T> Journal<T> journal(String name, Class<T> type);

  /** The last state of every hold. */
  List<Hold> currentHolds();

  List<InboxEntry> inbox();

  /** Announces a drop; called after its manifest is written. */
  void announce(RunContext context, String drop, List<String> fileIds);

  /** Takes an entry out of the inbox once its files are in the ledger. */
  void retire(InboxEntry entry);

  Optional<Publication> lastPublication();

  List<Publication> publications();

  /** Writes the publication object, the last act of publishing. */
  void publish(Publication publication);

  /** A small JSON state document ({@code state/<name>.json}), last write wins. */
  Optional<String> state(String name);

  void putState(String name, String json);

  /** Names of the journals that a snapshot would make quicker to read. */
  List<String> longJournals();

  /** Opens the journal's next epoch with a snapshot of everything before it. */
  void compact(String journal);
}
