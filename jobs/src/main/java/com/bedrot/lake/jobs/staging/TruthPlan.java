package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.History;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.staging.AccountTruth.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which file holds which slice of one account, from the ledger alone: a pure function of
 * the set of files, so the order of import cannot matter.
 *
 * <p>SNAPSHOT walks from the oldest to the newest file. A file whose scope is full replaces
 * everything; one whose scope is a range replaces the slices it covers. Without a stated scope, a
 * file that covers at least the slices and rows of what it would replace is full, one that shares
 * no slice with it is a range, and any other is held.
 */
final class TruthPlan {
  private static final String FULL = "full";
  private static final String RANGE = "range";

  private final DatasetContract dataset;

  TruthPlan(DatasetContract dataset) {
    this.dataset = dataset;
  }

  /** The truth of one account; {@code files} are all its files that take part, in any order. */
  AccountTruth resolve(String account, Collection<LedgerEntry> files) {
    List<LedgerEntry> oldestFirst = files.stream().sorted(new FileOrder(dataset)).toList();
    return switch (dataset.history().mode()) {
      case SNAPSHOT -> snapshot(account, oldestFirst);
      case UPSERT ->
          dataset.history().sliceBy().isEmpty()
              ? everything(account, oldestFirst)
              : newestPerSlice(account, oldestFirst);
      case APPEND -> everything(account, oldestFirst);
    };
  }

  /** True where rows of one key in several files must be reduced to the newest file's. */
  static boolean newestRowWins(DatasetContract dataset) {
    return dataset.history().mode() == History.Mode.UPSERT && dataset.history().sliceBy().isEmpty();
  }

  private static AccountTruth everything(String account, List<LedgerEntry> files) {
    return new AccountTruth(
        account,
        files.stream().map(f -> new Contribution(f.fileId(), f.contentSha256(), null)).toList(),
        files.stream().map(f -> new Outcome(f, FileState.ACCEPTED, null, null)).toList());
  }

  private static AccountTruth newestPerSlice(String account, List<LedgerEntry> files) {
    SortedMap<String, LedgerEntry> holders = new TreeMap<>();
    for (LedgerEntry file : files) {
      coverage(file).keySet().forEach(slice -> holders.put(slice, file));
    }
    return truth(account, files, holders, Map.of());
  }

  private static AccountTruth snapshot(String account, List<LedgerEntry> files) {
    SortedMap<String, LedgerEntry> holders = new TreeMap<>();
    Map<String, String> held = new LinkedHashMap<>();
    for (LedgerEntry file : files) {
      String scope = file.scope() == null ? judgedScope(file, holders) : file.scope();
      if (scope == null) {
        held.put(file.fileId(), shrinkage(file, holders));
        continue;
      }
      if (scope.equals(FULL)) {
        holders.clear();
        held.clear();
      }
      coverage(file).keySet().forEach(slice -> holders.put(slice, file));
    }
    return truth(account, files, holders, held);
  }

  private static @Nullable String judgedScope(
      LedgerEntry file, SortedMap<String, LedgerEntry> holders) {
    SortedMap<String, Long> covered = coverage(file);
    if (covered.keySet().containsAll(holders.keySet()) && rows(covered) >= rowsHeld(holders)) {
      return FULL;
    }
    boolean disjoint =
        !covered.isEmpty() && holders.keySet().stream().noneMatch(covered::containsKey);
    return disjoint ? RANGE : null;
  }

  private static String shrinkage(LedgerEntry file, SortedMap<String, LedgerEntry> holders) {
    SortedMap<String, Long> covered = coverage(file);
    Set<String> lost = new TreeSet<>(holders.keySet());
    lost.removeAll(covered.keySet());
    return "covers "
        + rows(covered)
        + " rows in "
        + covered.size()
        + " slices, would replace "
        + rowsHeld(holders)
        + " rows in "
        + holders.size()
        + " slices"
        + (lost.isEmpty() ? "" : "; lost would be " + preview(lost));
  }

  private static String preview(Set<String> slices) {
    List<String> first = slices.stream().limit(6).toList();
    return String.join(", ", first)
        + (slices.size() > first.size() ? " and " + (slices.size() - first.size()) + " more" : "");
  }

  private static AccountTruth truth(
      String account,
      List<LedgerEntry> files,
      SortedMap<String, LedgerEntry> holders,
      Map<String, String> held) {
    Map<String, Set<String>> slicesOf = new LinkedHashMap<>();
    holders.forEach(
        (slice, file) -> slicesOf.computeIfAbsent(file.fileId(), id -> new TreeSet<>()).add(slice));
    List<Contribution> contributions = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    LedgerEntry newest = null;
    for (LedgerEntry file : files.stream().filter(f -> slicesOf.containsKey(f.fileId())).toList()) {
      newest = file;
    }
    for (LedgerEntry file : files) {
      if (coverage(file).isEmpty() && records(file) > 0 && !held.containsKey(file.fileId())) {
        // no slice of it can be read: its rows still have to be parsed, to be quarantined one by
        // one
        contributions.add(new Contribution(file.fileId(), file.contentSha256(), null));
        outcomes.add(new Outcome(file, FileState.ACCEPTED, null, null));
        continue;
      }
      Set<String> slices = slicesOf.get(file.fileId());
      if (slices != null) {
        boolean whole = slices.size() == coverage(file).size() && isOnlyOneOfItsBytes(file, files);
        contributions.add(
            new Contribution(file.fileId(), file.contentSha256(), whole ? null : slices));
        outcomes.add(new Outcome(file, FileState.ACCEPTED, null, null));
        continue;
      }
      outcomes.add(without(file, held.get(file.fileId()), newest));
    }
    return new AccountTruth(account, contributions, outcomes);
  }

  /** The same bytes may be dated to two windows; then only slices tell their rows apart. */
  private static boolean isOnlyOneOfItsBytes(LedgerEntry file, List<LedgerEntry> files) {
    return files.stream().filter(f -> f.contentSha256().equals(file.contentSha256())).count() == 1;
  }

  /** The standing of a file that holds no slice. */
  private static Outcome without(
      LedgerEntry file, @Nullable String heldBecause, @Nullable LedgerEntry newest) {
    if (heldBecause != null) {
      return new Outcome(file, FileState.HELD, null, heldBecause);
    }
    return coverage(file).isEmpty() && newest == null
        ? new Outcome(file, FileState.ACCEPTED, null, null)
        : new Outcome(file, FileState.SUPERSEDED, newest == null ? null : newest.fileId(), null);
  }

  private static SortedMap<String, Long> coverage(LedgerEntry file) {
    return file.shape() == null ? new TreeMap<>() : file.shape().coverage();
  }

  private static long records(LedgerEntry file) {
    return file.shape() == null ? 0 : file.shape().records();
  }

  private static long rows(SortedMap<String, Long> coverage) {
    return coverage.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long rowsHeld(SortedMap<String, LedgerEntry> holders) {
    return holders.entrySet().stream()
        .mapToLong(e -> coverage(e.getValue()).getOrDefault(e.getKey(), 0L))
        .sum();
  }
}
