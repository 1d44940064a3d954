package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.util.List;
import java.util.Map;

/**
 * What raw to staging did for the datasets of one kind of file.
 *
 * @param versions dataset key to its table's version after the step, for tables that exist
 * @param changed dataset keys whose tables got a new version
 * @param accounting per dataset key, one equation per file parsed
 * @param standings the ledger entries as they are now, for files whose state changed
 * @param holds holds opened or overtaken
 * @param replaced rows of earlier files that newer ones displaced
 */
public record StagingReport(
    Map<String, Long> versions,
    List<String> changed,
    Map<String, List<FileAccounting>> accounting,
    List<LedgerEntry> standings,
    List<Hold> holds,
    long rowsWritten,
    long rowsQuarantined,
    long replaced) {
  public StagingReport {
    versions = Map.copyOf(versions);
    changed = List.copyOf(changed);
    accounting = Map.copyOf(accounting);
    standings = List.copyOf(standings);
    holds = List.copyOf(holds);
  }
}
