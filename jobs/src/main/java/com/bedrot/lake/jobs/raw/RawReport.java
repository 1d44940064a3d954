package com.bedrot.lake.jobs.raw;

import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.util.List;

/**
 * What landing to raw did.
 *
 * @param entries the ledger lines written: one per file looked at
 * @param waiting inbox entries left for a later run (a file is not complete yet), each with the
 *     reason
 */
public record RawReport(List<LedgerEntry> entries, List<String> waiting, long bytes) {
  public RawReport {
    entries = List.copyOf(entries);
    waiting = List.copyOf(waiting);
  }
}
