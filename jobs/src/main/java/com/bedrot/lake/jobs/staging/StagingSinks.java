package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.quality.gate.Verdict;
import java.util.List;

/**
 * Where a step leaves what is not data. Calls may be repeated for the same rows after a crash and
 * must then change nothing.
 */
public interface StagingSinks {
  /** Keeps every verdict on a dataset or publish group, passes too. */
  void verdicts(RunContext context, String subject, List<Verdict> verdicts);

  /**
   * Keeps a file's broken rows with their text and every broken rule; none, where an earlier
   * reading had some, closes that one.
   *
   * @param total all broken rows, those without kept text too
   */
  void brokenRows(
      RunContext context,
      DatasetContract dataset,
      LedgerEntry file,
      long total,
      List<BrokenRow> rows);
}
