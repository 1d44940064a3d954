package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.jobs.ops.QuarantineStore;
import com.bedrot.lake.jobs.ops.QuarantinedRow;
import com.bedrot.lake.jobs.ops.VerdictStore;
import com.bedrot.lake.jobs.staging.BrokenRow;
import com.bedrot.lake.jobs.staging.StagingSinks;
import com.bedrot.lake.quality.gate.Verdict;
import java.util.List;

/** Keeps verdicts and broken rows as small objects in the ops zone. */
final class LedgerSinks implements StagingSinks {
  private final QuarantineStore quarantine;
  private final VerdictStore verdicts;

  LedgerSinks(Lake lake) {
    this.quarantine = new QuarantineStore(lake.ops().store());
    this.verdicts = new VerdictStore(lake.ops().store());
  }

  @Override
  public void verdicts(RunContext context, String subject, List<Verdict> judged) {
    verdicts.keep(context, subject, judged);
  }

  @Override
  public void brokenRows(
      RunContext context,
      DatasetContract dataset,
      LedgerEntry file,
      long total,
      List<BrokenRow> rows) {
    quarantine.keep(
        context,
        file,
        dataset.name(),
        total,
        rows.stream().map(r -> new QuarantinedRow(r.row(), r.rules(), r.raw())).toList());
  }
}
