package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.jobs.table.StagedWrite;
import com.bedrot.lake.quality.check.TableChecks;
import java.util.Map;
import java.util.TreeMap;

/** A table's rows, written and not committed. */
record Candidate(TablePlan plan, StagedWrite write, TableChecks checks, String checksum) {
  /** What the table will have been built from; inputs of the same group are committed by now. */
  TableState state(Map<String, TableView> views, TableState before) {
    Map<String, Long> inputs = new TreeMap<>(plan.inputs());
    inputs.replaceAll((id, version) -> views.containsKey(id) ? views.get(id).version() : version);
    long rows = plan.isWhole() ? write.rows() : before.rows() - write.replacedRows() + write.rows();
    return new TableState(1, TableState.fingerprint(plan.table()), inputs, checksum, rows);
  }
}
