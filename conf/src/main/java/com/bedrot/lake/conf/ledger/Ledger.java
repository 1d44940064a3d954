package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.RunContext;
import java.util.List;
import java.util.Optional;

/**
 * The file ledger: the last entry of every file. Kept in memory once opened; {@link #record} writes
 * through.
 */
public interface Ledger {
  List<LedgerEntry> entries();

  Optional<LedgerEntry> find(String fileId);

  /** The entry whose content blocks a newcomer with the same identity, if any. */
  Optional<LedgerEntry> sameContent(
      String source, String dataset, String account, String contentSha256, String windowOrEmpty);

  /** Entries of one dataset in any of the states. */
  List<LedgerEntry> of(String datasetKey, FileState... states);

  /** Every entry the file ever had, oldest first. Slow: reads the whole journal. */
  List<LedgerEntry> history(String fileId);

  /** Appends the entries as one journal object and takes them into memory. */
  void record(RunContext context, List<LedgerEntry> changed);
}
