package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.jobs.staging.BrokenRow;
import com.bedrot.lake.jobs.staging.StagingSinks;
import com.bedrot.lake.quality.gate.Verdict;
import java.util.Collection;
import java.util.List;

final class LedgerSinks implements StagingSinks {
  LedgerSinks(Lake lake) {}
  @Override public void verdicts(RunContext context, List<Verdict> verdicts) {}
  @Override public void brokenRows(RunContext context, DatasetContract dataset, Collection<LedgerEntry> files, List<BrokenRow> rows) {}
}
