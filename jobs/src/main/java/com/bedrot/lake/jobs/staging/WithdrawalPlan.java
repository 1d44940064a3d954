package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.util.List;

/** What taking a file back does to the other files of its account; decided as a run decides it. */
public final class WithdrawalPlan {
  private WithdrawalPlan() {}

  /** Another file's standing after the withdrawal. */
  public record Change(LedgerEntry file, FileState then) {}

  /** The files whose standing would change. */
  public static List<Change> of(Lake lake, LedgerEntry withdrawn) {
    DatasetContract dataset =
        lake.contracts()
            .dataset(withdrawn.datasetKey())
            .orElseThrow(
                () -> new IllegalStateException("no contract for " + withdrawn.datasetKey()));
    List<LedgerEntry> others =
        lake
            .ops()
            .ledger()
            .of(
                dataset.key(),
                FileState.RAW,
                FileState.ACCEPTED,
                FileState.HELD,
                FileState.SUPERSEDED)
            .stream()
            .filter(
                e ->
                    e.account().equals(withdrawn.account())
                        && !e.fileId().equals(withdrawn.fileId()))
            .toList();
    return new TruthPlan(dataset)
        .resolve(withdrawn.account(), others).outcomes().stream()
            .filter(o -> o.state() != o.file().state())
            .map(o -> new Change(o.file(), o.state()))
            .toList();
  }
}
