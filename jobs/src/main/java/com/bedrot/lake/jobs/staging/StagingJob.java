package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.Ledger;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.lineage.JournalLineage;
import com.bedrot.lake.conf.lineage.RunEvent;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.record.FileTotals;
import com.bedrot.lake.jobs.spark.SparkFailure;
import com.bedrot.lake.jobs.table.TableHead;
import com.bedrot.lake.quality.check.TableChecks;
import com.bedrot.lake.quality.gate.GateDecision;
import com.bedrot.lake.quality.gate.Verdict;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Raw to staging for one kind of file: the dataset the files are landed under and the datasets
 * exploded from them. All of them commit, or none does; the ledger is written last. A file that
 * turns out unfit while it is parsed is set apart, and the uncommitted write is repeated without
 * it.
 */
public final class StagingJob {
  private final SparkSession spark;
  private final Lake lake;
  private final RunContext context;
  private final Runnable beforeCommit;
  private final StagingSinks sinks;

  /**
   * A job of one run.
   *
   * @param beforeCommit throws when this run may no longer write (its lease is lost)
   */
  public StagingJob(
      SparkSession spark,
      Lake lake,
      RunContext context,
      Runnable beforeCommit,
      StagingSinks sinks) {
    this.spark = spark;
    this.lake = lake;
    this.context = context;
    this.beforeCommit = beforeCommit;
    this.sinks = sinks;
  }

  /** Brings the dataset and its children up to the ledger. */
  public StagingReport run(DatasetContract dataset) {
    List<DatasetContract> family = new ArrayList<>(List.of(dataset));
    lake.contracts()
        .datasets()
        .filter(d -> d.source().equals(dataset.source()) && dataset.name().equals(d.parent()))
        .forEach(family::add);
    Ledger ledger = lake.ops().ledger();
    FileHolds holds = new FileHolds(lake.ops().currentHolds());
    Set<String> excluded = new HashSet<>(holds.waiting());
    List<LedgerEntry> unfit = new ArrayList<>();
    List<Hold> opened = new ArrayList<>();
    while (true) {
      List<DatasetPlan> plans =
          family.stream().map(d -> DatasetPlan.of(d, ledger, contents(d), excluded)).toList();
      List<DatasetWrite.Written> writes = new ArrayList<>();
      try {
        for (DatasetPlan plan : plans) {
          if (!plan.isEmpty()) {
            writes.add(new DatasetWrite(spark, lake, plan, context).write(checks(plan.dataset())));
          }
        }
        KillPoint.reach("stage-written");
        if (setApartUnfit(plans.get(0), writes, holds, excluded, unfit, opened)) {
          writes.forEach(w -> w.write().abandon());
          continue;
        }
        if (gateHolds(writes, holds, excluded, unfit, opened)) {
          writes.forEach(w -> w.write().abandon());
          continue;
        }
        return commit(ledger, plans, writes, holds, unfit, opened);
      } catch (Exception e) { // Spark throws what it does not declare
        writes.forEach(w -> w.write().abandon());
        throw SparkFailure.unchecked(e);
      }
    }
  }

  private StagedContents contents(DatasetContract dataset) {
    return StagedContents.read(lake.ops(), dataset, transaction(dataset));
  }

  private long transaction(DatasetContract dataset) {
    return DatasetWrite.head(lake, dataset).map(TableHead::transaction).orElse(0L);
  }

  private static TableChecks checks(DatasetContract dataset) {
    return TableChecks.of(dataset.key(), dataset.tableRules(), new StagedRows(dataset).schema());
  }

  /** Files with too many broken rows, or whose declared total is not the sum of their rows. */
  private boolean setApartUnfit(
      DatasetPlan plan,
      List<DatasetWrite.Written> writes,
      FileHolds holds,
      Set<String> excluded,
      List<LedgerEntry> unfit,
      List<Hold> opened) {
    int before = excluded.size();
    for (DatasetWrite.Written written : writes) {
      if (!written.plan().dataset().key().equals(plan.dataset().key())) {
        continue;
      }
      Map<String, FileTotals> totals = written.totals();
      List<BrokenRow> brokenRows = written.brokenRows();
      for (FileAccounting file : written.accounting()) {
        LedgerEntry entry = plan.entry(file.fileId());
        BrokenRule tooMany = tooManyBroken(plan.dataset(), file, entry, brokenRows);
        String disagreement =
            totalDisagrees(plan.dataset(), entry, totals.get(file.fileId()), holds);
        if (tooMany != null) {
          unfit.add(entry.quarantined(List.of(tooMany), context.run().value(), context.now()));
          excluded.add(file.fileId());
        } else if (disagreement != null) {
          unfit.add(entry.withState(FileState.HELD, null, context.run().value(), context.now()));
          opened.add(FileHolds.onFile(entry, ErrorCode.TOTAL_DISAGREES, disagreement, context));
          excluded.add(file.fileId());
        }
      }
    }
    return excluded.size() > before;
  }

  private static @Nullable BrokenRule tooManyBroken(
      DatasetContract dataset, FileAccounting file, LedgerEntry entry, List<BrokenRow> rows) {
    long candidates = file.read() - file.skipped();
    if (candidates == 0 || file.quarantined() <= dataset.badRowsThreshold() * candidates) {
      return null;
    }
    Map<String, Long> byRule =
        rows.stream()
            .filter(
                r ->
                    r.account().equals(entry.account())
                        && r.contentSha256().equals(entry.contentSha256()))
            .flatMap(r -> r.rules().stream())
            .collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting()));
    String rules =
        byRule.entrySet().stream()
            .map(r -> r.getKey() + " " + r.getValue())
            .collect(Collectors.joining(", "));
    return new BrokenRule(
        ErrorCode.FILE_ROWS_THRESHOLD.name(),
        String.format(
            Locale.ROOT,
            "%d of %d rows are broken, more than %s of them: %s",
            file.quarantined(),
            candidates,
            dataset.badRowsThreshold(),
            rules));
  }

  private static @Nullable String totalDisagrees(
      DatasetContract dataset, LedgerEntry entry, @Nullable FileTotals totals, FileHolds holds) {
    String column = dataset.format().totalsColumn();
    BigDecimal declared = entry.shape() == null ? null : entry.shape().declaredTotal();
    if (column == null
        || declared == null
        || totals == null
        || holds.isWaived(entry.fileId(), ErrorCode.TOTAL_DISAGREES.name())) {
      return null;
    }
    BigDecimal sum = totals.money().getOrDefault(column, BigDecimal.ZERO);
    return sum.compareTo(declared) == 0
        ? null
        : "the file declares "
            + declared.toPlainString()
            + ", its rows sum to "
            + sum.toPlainString()
            + " in "
            + column;
  }

  /**
   * Judges every candidate; new files of a dataset that does not pass are held, and the others go
   * on without them.
   */
  private boolean gateHolds(
      List<DatasetWrite.Written> writes,
      FileHolds holds,
      Set<String> excluded,
      List<LedgerEntry> unfit,
      List<Hold> opened) {
    boolean held = false;
    for (DatasetWrite.Written written : writes) {
      DatasetContract dataset = written.plan().dataset();
      TableChecks checks = checks(dataset);
      Row observed = written.write().observed();
      List<Verdict> verdicts = new ArrayList<>(checks.judge(observed, written.write().keptRows()));
      verdicts.addAll(checks.judgeWithScan(observed, written.write()::written));
      sinks.verdicts(context, dataset.key(), verdicts);
      List<String> inputs =
          written.accounting().stream().map(FileAccounting::fileId).sorted().toList();
      GateDecision decision = GateDecision.of(verdicts, holds.waivedFor(dataset.key(), inputs));
      if (decision.outcome() == GateDecision.Outcome.FAIL) {
        throw new TransformationException(
            ErrorCode.GATE_FAILED, dataset.key() + ": " + decision.detail());
      }
      if (decision.outcome() == GateDecision.Outcome.PASS || inputs.isEmpty()) {
        continue;
      }
      held = true;
      opened.add(
          FileHolds.hold(
              Hold.Kind.FILE,
              dataset.key(),
              null,
              inputs,
              decision.blocking().stream().map(Verdict::ruleId).toList(),
              decision.detail(),
              context));
      for (String fileId : inputs) {
        excluded.add(fileId);
        unfit.add(
            written
                .plan()
                .entry(fileId)
                .withState(FileState.HELD, null, context.run().value(), context.now()));
      }
    }
    return held;
  }

  private StagingReport commit(
      Ledger ledger,
      List<DatasetPlan> plans,
      List<DatasetWrite.Written> writes,
      FileHolds holds,
      List<LedgerEntry> unfit,
      List<Hold> opened) {
    Map<String, List<FileAccounting>> accounting = new TreeMap<>();
    for (DatasetWrite.Written written : writes) {
      written.accounting().forEach(a -> a.verify(written.plan().dataset().key()));
      accounting.put(written.plan().dataset().key(), written.accounting());
      keepBrokenRows(written);
    }
    KillPoint.reach("stage-before-commit");
    beforeCommit.run();
    long replaced = 0;
    for (DatasetWrite.Written written : writes) {
      replaced += commitOne(written);
    }
    KillPoint.reach("stage-committed");
    List<LedgerEntry> standings = new ArrayList<>(unfit);
    standings.addAll(newStandings(plans.get(0), holds, opened));
    ledger.record(context, standings);
    lake.ops().holds().append(context, opened);
    KillPoint.reach("stage-ledgered");
    Map<String, Long> versions = versions(plans);
    new JournalLineage(lake.ops())
        .emit(context, writes.stream().map(w -> lineage(w.plan().dataset(), versions)).toList());
    return new StagingReport(
        versions,
        writes.stream().map(w -> w.plan().dataset().key()).toList(),
        accounting,
        standings,
        opened,
        sum(accounting, FileAccounting::written),
        sum(accounting, FileAccounting::quarantined),
        replaced);
  }

  private RunEvent lineage(DatasetContract dataset, Map<String, Long> versions) {
    Map<Zone, URI> roots = lake.settings().zones();
    String table = LakePaths.stagingKey(dataset.source(), dataset.name());
    String raw =
        dataset.source() + "/" + (dataset.parent() == null ? dataset.name() : dataset.parent());
    return RunEvent.completed(context.run().value(), context.now(), "stage", dataset.key())
        .reading(List.of(RunEvent.dataset(roots, Zone.RAW, raw, null)))
        .writing(
            List.of(RunEvent.dataset(roots, Zone.STAGING, table, versions.get(dataset.key()))));
  }

  private void keepBrokenRows(DatasetWrite.Written written) {
    Map<String, List<BrokenRow>> rows =
        written.brokenRows().stream()
            .collect(
                Collectors.groupingBy(r -> BrokenRows.fileKey(r.account(), r.contentSha256())));
    for (FileAccounting file : written.accounting()) {
      FileAccounting before = written.plan().before().accounting().get(file.fileId());
      if (file.quarantined() > 0 || (before != null && before.quarantined() > 0)) {
        LedgerEntry entry = written.plan().entry(file.fileId());
        List<BrokenRow> its =
            rows.getOrDefault(
                BrokenRows.fileKey(entry.account(), entry.contentSha256()), List.of());
        sinks.brokenRows(context, written.plan().dataset(), entry, file.quarantined(), its);
      }
    }
  }

  private long commitOne(DatasetWrite.Written written) {
    DatasetContract dataset = written.plan().dataset();
    long next = transaction(dataset) + 1;
    written.plan().after(written.accounting()).write(lake.ops(), dataset, next);
    KillPoint.reach("stage-in-commit");
    long fresh = written.accounting().stream().mapToLong(FileAccounting::written).sum();
    String note = "{\"run\":\"" + context.run() + "\",\"transaction\":" + next + "}";
    long before = written.write().replacedRows();
    written.write().commit(DatasetWrite.transactionId(dataset), next, "STAGE", note);
    return before - (written.write().rows() - fresh);
  }

  private List<LedgerEntry> newStandings(DatasetPlan plan, FileHolds holds, List<Hold> opened) {
    List<LedgerEntry> changed = new ArrayList<>();
    for (AccountTruth truth : plan.truths().values()) {
      for (AccountTruth.Outcome outcome : truth.outcomes()) {
        LedgerEntry file = outcome.file();
        holdStandings(outcome, holds, opened);
        if (file.state() != outcome.state()
            || !java.util.Objects.equals(file.refersTo(), outcome.refersTo())) {
          changed.add(
              file.withState(
                  outcome.state(), outcome.refersTo(), context.run().value(), context.now()));
        }
      }
    }
    return changed;
  }

  private void holdStandings(AccountTruth.Outcome outcome, FileHolds holds, List<Hold> opened) {
    String rule = ErrorCode.SNAPSHOT_SHRINKS.name();
    if (outcome.heldBecause() != null) {
      Hold hold =
          FileHolds.onFile(
              outcome.file(), ErrorCode.SNAPSHOT_SHRINKS, outcome.heldBecause(), context);
      if (holds.find(hold.id()).filter(h -> h.state() == Hold.State.OPEN).isEmpty()) {
        opened.add(hold);
      }
      return;
    }
    holds
        .open(outcome.file().fileId(), rule)
        .ifPresent(
            h ->
                opened.add(
                    h.decided(Hold.State.OVERTAKEN, null, context.run().value(), context.now())));
  }

  private Map<String, Long> versions(List<DatasetPlan> plans) {
    Map<String, Long> versions = new HashMap<>();
    for (DatasetPlan plan : plans) {
      DatasetWrite.head(lake, plan.dataset())
          .ifPresent(head -> versions.put(plan.dataset().key(), head.version()));
    }
    return versions;
  }

  private static long sum(
      Map<String, List<FileAccounting>> accounting,
      java.util.function.ToLongFunction<FileAccounting> part) {
    return accounting.values().stream().flatMap(List::stream).mapToLong(part).sum();
  }
}
