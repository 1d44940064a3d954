package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.jobs.table.TableHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which files a staging table holds, per account. One document per commit, written before it and
 * named after the commit's transaction number: the table says which document is true, so the two
 * cannot disagree after a crash.
 *
 * @param fingerprint of the contract the rows were parsed by; another one means the table is
 *     rebuilt from raw
 * @param accounts account to what its files contribute
 * @param accounting file id to its equation when it was parsed last
 */
public record StagedContents(
    int schemaVersion,
    String fingerprint,
    Map<String, List<Contribution>> accounts,
    Map<String, FileAccounting> accounting) {

  static StagedContents empty(String fingerprint) {
    return new StagedContents(1, fingerprint, Map.of(), Map.of());
  }

  /** What decides how bytes become rows of that dataset. */
  static String fingerprint(DatasetContract dataset) {
    // texts, not hash codes: an enum's differs from JVM to JVM
    String parsing =
        dataset.columns()
            + "|"
            + dataset.format()
            + "|"
            + dataset.rowRules()
            + "|"
            + dataset.history()
            + (dataset.cleaner() ? "|cleaner" : "");
    return java.util.HexFormat.of().toHexDigits(parsing.hashCode()) + "-" + parsing.length();
  }

  /** The document of a table whose last transaction has that number; empty for 0. */
  public static StagedContents read(Ops ops, DatasetContract dataset, long transaction) {
    if (transaction <= 0) {
      return empty(fingerprint(dataset));
    }
    String name = name(dataset, transaction);
    return LakeJson.read(
        ops.state(name)
            .orElseThrow(() -> new IllegalStateException("no contents document " + name)),
        StagedContents.class);
  }

  /** What the dataset's table holds now. */
  public static StagedContents current(Lake lake, DatasetContract dataset) {
    return read(
        lake.ops(),
        dataset,
        DatasetWrite.head(lake, dataset).map(TableHead::transaction).orElse(0L));
  }

  /** The dataset's table's newest version, empty where there is no table yet. */
  public static Optional<TableHead> head(Lake lake, DatasetContract dataset) {
    return DatasetWrite.head(lake, dataset);
  }

  /** Rows written from the files the table holds, when they were parsed. */
  public long rows() {
    return accounting.values().stream().mapToLong(FileAccounting::written).sum();
  }

  void write(Ops ops, DatasetContract dataset, long transaction) {
    ops.putState(name(dataset, transaction), LakeJson.line(this));
  }

  List<Contribution> of(String account) {
    return accounts.getOrDefault(account, List.of());
  }

  /**
   * These contents with the accounts of {@code changed} replaced and the equations of newly parsed
   * files added.
   */
  StagedContents with(Map<String, List<Contribution>> changed, List<FileAccounting> parsed) {
    Map<String, List<Contribution>> next = new TreeMap<>(accounts);
    next.putAll(changed);
    next.values().removeIf(List::isEmpty);
    Map<String, FileAccounting> equations = new TreeMap<>(accounting);
    parsed.forEach(a -> equations.put(a.fileId(), a));
    return new StagedContents(1, fingerprint, next, equations);
  }

  private static String name(DatasetContract dataset, long transaction) {
    return "staging/" + dataset.key() + "/" + transaction;
  }
}
