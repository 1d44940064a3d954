package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Ledger;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has to happen to one staging table, decided from the ledger and from what the table holds:
 * accounts whose contributions differ are rewritten, all others are left alone.
 *
 * @param truths by account, every account that has files
 * @param rebuild whether the contract reads the bytes differently than when the table was written:
 *     everything is parsed again
 * @param changed accounts whose rows must be rewritten
 */
record DatasetPlan(
    DatasetContract dataset,
    Map<String, AccountTruth> truths,
    StagedContents before,
    boolean rebuild,
    Set<String> changed,
    Map<String, LedgerEntry> entries) {

  /**
   * Plans a dataset.
   *
   * @param excluded file ids that were judged unfit while parsing and do not take part
   */
  static DatasetPlan of(
      DatasetContract dataset, Ledger ledger, StagedContents staged, Set<String> excluded) {
    boolean rebuild = !staged.fingerprint().equals(StagedContents.fingerprint(dataset));
    StagedContents before =
        rebuild ? StagedContents.empty(StagedContents.fingerprint(dataset)) : staged;
    String fileDataset =
        dataset.parent() == null ? dataset.key() : dataset.source() + "." + dataset.parent();
    Map<String, List<LedgerEntry>> byAccount = new TreeMap<>();
    Map<String, LedgerEntry> entries = new HashMap<>();
    for (LedgerEntry entry :
        ledger.of(
            fileDataset, FileState.RAW, FileState.ACCEPTED, FileState.HELD, FileState.SUPERSEDED)) {
      if (!excluded.contains(entry.fileId())) {
        byAccount.computeIfAbsent(entry.account(), a -> new ArrayList<>()).add(entry);
        entries.put(entry.fileId(), entry);
      }
    }
    Map<String, AccountTruth> truths = new TreeMap<>();
    TruthPlan plan = new TruthPlan(dataset);
    byAccount.forEach((account, files) -> truths.put(account, plan.resolve(account, files)));
    Set<String> accounts = new java.util.TreeSet<>(before.accounts().keySet());
    accounts.addAll(truths.keySet());
    if (rebuild) {
      accounts.addAll(staged.accounts().keySet());
    }
    Set<String> changed =
        accounts.stream()
            .filter(
                account ->
                    rebuild
                        || !Set.copyOf(contributions(truths, account))
                            .equals(Set.copyOf(before.of(account))))
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    return new DatasetPlan(dataset, truths, before, rebuild, changed, entries);
  }

  private static List<Contribution> contributions(
      Map<String, AccountTruth> truths, String account) {
    AccountTruth truth = truths.get(account);
    return truth == null ? List.of() : truth.contributions();
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }

  List<Contribution> wanted(String account) {
    return contributions(truths, account);
  }

  /** Wanted contributions whose rows are in the table already. */
  List<Contribution> kept(String account) {
    return readsAllAgain(account)
        ? List.of()
        : wanted(account).stream().filter(w -> isStaged(account, w)).toList();
  }

  /** Wanted contributions that must be parsed from raw. */
  List<Contribution> parsed(String account) {
    return readsAllAgain(account)
        ? wanted(account)
        : wanted(account).stream().filter(w -> !isStaged(account, w)).toList();
  }

  /**
   * Whether rows of the table are dropped, so that what it holds of the account has to be filtered.
   */
  boolean dropsRows(String account) {
    return !before.of(account).stream().allMatch(b -> wanted(account).contains(b));
  }

  /**
   * Files that were in the table and no longer are: row-by-row winners cannot be told without
   * reading all files again.
   */
  private boolean readsAllAgain(String account) {
    if (!TruthPlan.newestRowWins(dataset)) {
      return false;
    }
    Set<String> now =
        wanted(account).stream().map(Contribution::fileId).collect(Collectors.toSet());
    return before.of(account).stream().anyMatch(b -> !now.contains(b.fileId()));
  }

  private boolean isStaged(String account, Contribution wanted) {
    return before.of(account).stream()
        .anyMatch(b -> b.fileId().equals(wanted.fileId()) && b.covers(wanted));
  }

  /** What the table holds once the plan is carried out. */
  StagedContents after(List<FileAccounting> parsed) {
    Map<String, List<Contribution>> next = new TreeMap<>();
    changed.forEach(account -> next.put(account, wanted(account)));
    return before.with(next, parsed);
  }

  LedgerEntry entry(String fileId) {
    LedgerEntry entry = entries.get(fileId);
    if (entry == null) {
      throw new IllegalStateException("file " + fileId + " takes no part in " + dataset.key());
    }
    return entry;
  }
}
