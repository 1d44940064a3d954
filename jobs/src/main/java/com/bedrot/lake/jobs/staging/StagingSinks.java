package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.quality.gate.Verdict;
import java.util.Collection;
import java.util.List;

/** Where a staging step leaves what is not data. Both calls may be repeated for the same rows after a crash and must then change nothing. */
public interface StagingSinks {
  /** Keeps every verdict of a run, passes too. */
  void verdicts(RunContext context, List<Verdict> verdicts);

  /** Keeps broken rows with their text and every broken rule. */
  void brokenRows(RunContext context, DatasetContract dataset, Collection<LedgerEntry> files, List<BrokenRow> rows);
}
