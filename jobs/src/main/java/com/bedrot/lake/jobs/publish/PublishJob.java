package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.lineage.JournalLineage;
import com.bedrot.lake.conf.lineage.RunEvent;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.spark.SideBySide;
import com.bedrot.lake.jobs.spark.SparkFailure;
import com.bedrot.lake.jobs.staging.FileHolds;
import com.bedrot.lake.jobs.staging.StagingSinks;
import com.bedrot.lake.jobs.table.TableHead;
import com.bedrot.lake.quality.check.TableChecks;
import com.bedrot.lake.quality.gate.GateDecision;
import com.bedrot.lake.quality.gate.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Staging to curated. Groups of tables are built in the order of their inputs; all candidates of a
 * group pass the gate and are committed, or none is. The publication is the last object written.
 */
public final class PublishJob {
  private static final Logger LOG = LoggerFactory.getLogger(PublishJob.class);

  private static final String UNMATCHED = "unmatched";

  private final SparkSession spark;
  private final Lake lake;
  private final RunContext context;
  private final Runnable beforeCommit;
  private final StagingSinks sinks;
  private final Map<String, TableView> views = new ConcurrentHashMap<>();
  private final Map<String, Long> committed = new ConcurrentHashMap<>();
  private final List<Hold> opened = Collections.synchronizedList(new ArrayList<>());
  private final List<RunEvent> lineage = Collections.synchronizedList(new ArrayList<>());

  /**
   * A job of one run.
   *
   * @param beforeCommit throws when this run may no longer write
   */
  public PublishJob(
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

  /** The table's place in the curated zone. */
  public static String tableUri(Lake lake, String tableId) {
    return lake.store(Zone.CURATED).uri(tableId).toString();
  }

  /** Publishes whatever staging has that curated has not. */
  public PublishReport run() {
    lake.contracts().tables().forEach(t -> views.put(t.id(), TableView.committed(spark, lake, t)));
    CandidateBuilder builder = new CandidateBuilder(spark, lake, views);
    TablePlanner planner = new TablePlanner(spark, lake, views);
    Map<String, RuntimeException> failures = new ConcurrentSkipListMap<>();
    for (List<String> wave : TableOrder.groups(lake.contracts().tables())) {
      SideBySide.all(
          wave.stream()
              .<Callable<String>>map(
                  name ->
                      () -> {
                        publishOrFail(name, planner, builder, failures);
                        return name;
                      })
              .toList());
    }
    lake.ops().holds().append(context, opened);
    new JournalLineage(lake.ops()).emit(context, List.copyOf(lineage));
    return new PublishReport(publish(), committed, unmatched(), opened, failures);
  }

  /** One group's failure never stops another. */
  private void publishOrFail(
      String name,
      TablePlanner planner,
      CandidateBuilder builder,
      Map<String, RuntimeException> failures) {
    List<TableContract> group =
        lake.contracts().tables().stream().filter(t -> t.publishGroup().equals(name)).toList();
    try {
      publishGroup(group, planner, builder);
    } catch (Exception e) { // Spark throws what it does not declare
      LOG.error("publish group {} failed", name, e);
      failures.put(name, SparkFailure.unchecked(e));
      forget(group);
    }
  }

  private void publishGroup(
      List<TableContract> group, TablePlanner planner, CandidateBuilder builder) {
    List<Candidate> candidates = Collections.synchronizedList(new ArrayList<>());
    try {
      for (List<TableContract> wave : TableOrder.tables(group)) {
        SideBySide.all(
            wave.stream()
                .<Callable<TableContract>>map(t -> () -> candidate(t, planner, builder, candidates))
                .toList());
      }
      KillPoint.reach("publish-written");
      if (candidates.isEmpty()) {
        return;
      }
      if (isHeld(group.get(0).publishGroup(), candidates)) {
        abandon(candidates);
        forget(group);
        return;
      }
    } catch (Exception e) { // Spark throws what it does not declare
      abandon(candidates);
      throw SparkFailure.unchecked(e);
    }
    KillPoint.reach("publish-before-commit");
    beforeCommit.run();
    commitAll(group, candidates);
  }

  private static TableContract candidate(
      TableContract table,
      TablePlanner planner,
      CandidateBuilder builder,
      List<Candidate> candidates) {
    TablePlan plan = planner.plan(table);
    if (!plan.isEmpty()) {
      builder.build(plan).ifPresent(candidates::add);
    }
    return table;
  }

  /**
   * Inputs are committed before what is built from them, so that a crash in between leaves nothing
   * built from what is not there.
   */
  private void commitAll(List<TableContract> group, List<Candidate> candidates) {
    for (List<TableContract> wave : TableOrder.tables(group)) {
      SideBySide.all(
          candidates.stream()
              .filter(c -> wave.contains(c.plan().table()))
              .<Callable<String>>map(
                  c ->
                      () -> {
                        commit(c);
                        return c.plan().table().id();
                      })
              .toList());
    }
  }

  private boolean isHeld(String group, List<Candidate> candidates) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Candidate candidate : candidates) {
      TableChecks checks = candidate.checks();
      Row observed = candidate.write().observed();
      verdicts.addAll(checks.judge(observed, candidate.write().keptRows()));
      verdicts.addAll(checks.judgeWithScan(observed, candidate.write()::written));
    }
    sinks.verdicts(context, group, verdicts);
    List<String> inputs =
        candidates.stream()
            .flatMap(c -> c.plan().inputs().entrySet().stream())
            .map(e -> e.getKey() + "@" + e.getValue())
            .distinct()
            .sorted()
            .toList();
    GateDecision decision =
        GateDecision.of(
            verdicts, new FileHolds(lake.ops().currentHolds()).waivedFor(group, inputs));
    if (decision.outcome() == GateDecision.Outcome.FAIL) {
      throw new TransformationException(ErrorCode.GATE_FAILED, group + ": " + decision.detail());
    }
    if (decision.outcome() == GateDecision.Outcome.PASS) {
      return false;
    }
    Hold hold =
        FileHolds.hold(
            Hold.Kind.TABLE,
            group,
            null,
            inputs,
            decision.blocking().stream().map(Verdict::ruleId).toList(),
            decision.detail(),
            context);
    Optional<Hold> known =
        lake.ops().currentHolds().stream().filter(h -> h.id().equals(hold.id())).findFirst();
    if (known.isEmpty()) {
      lake.ops().currentHolds().stream()
          .filter(
              h ->
                  h.state() == Hold.State.OPEN
                      && h.kind() == Hold.Kind.TABLE
                      && h.subject().equals(group))
          .forEach(
              h ->
                  opened.add(
                      h.decided(Hold.State.OVERTAKEN, null, context.run().value(), context.now())));
      opened.add(hold);
    } else if (known.get().state() == Hold.State.OPEN) {
      opened.add(known.get());
    }
    return true;
  }

  private static void abandon(List<Candidate> candidates) {
    candidates.forEach(c -> c.write().abandon());
  }

  /** Later groups see the committed versions again. */
  private void forget(List<TableContract> group) {
    group.forEach(t -> views.put(t.id(), TableView.committed(spark, lake, t)));
  }

  private void commit(Candidate candidate) {
    TableContract table = candidate.plan().table();
    long last = TableState.head(lake, table).map(TableHead::transaction).orElse(0L);
    long next = last + 1;
    TableState state = candidate.state(views, TableState.read(lake.ops(), table, last));
    state.write(lake.ops(), table, next);
    KillPoint.reach("publish-in-commit");
    candidate
        .write()
        .commit(
            TableState.transactionId(table),
            next,
            "PUBLISH",
            "{\"run\":\"" + context.run() + "\",\"transaction\":" + next + "}");
    lake.ops()
        .state(RebuildMark.name(table.id()))
        .filter(m -> !m.isEmpty())
        .ifPresent(m -> lake.ops().putState(RebuildMark.name(table.id()), ""));
    committed.put(table.id(), candidate.write().rows());
    TableView view = TableView.committed(spark, lake, table);
    views.put(table.id(), view);
    lineage.add(lineage(table, state, view.version()));
    KillPoint.reach("publish-committed");
  }

  private RunEvent lineage(TableContract table, TableState state, long version) {
    Map<Zone, URI> roots = lake.settings().zones();
    List<RunEvent.Dataset> inputs = new ArrayList<>();
    state
        .inputs()
        .forEach(
            (input, read) ->
                inputs.add(
                    lake.contracts()
                        .dataset(input)
                        .map(
                            d ->
                                RunEvent.dataset(
                                    roots,
                                    Zone.STAGING,
                                    LakePaths.stagingKey(d.source(), d.name()),
                                    read))
                        .orElseGet(() -> RunEvent.dataset(roots, Zone.CURATED, input, read))));
    return RunEvent.completed(context.run().value(), context.now(), "publish", table.id())
        .reading(inputs)
        .writing(List.of(RunEvent.dataset(roots, Zone.CURATED, table.id(), version)));
  }

  private @org.jspecify.annotations.Nullable Publication publish() {
    Optional<Publication> last = lake.ops().lastPublication();
    Map<String, Publication.TableVersion> tables = new TreeMap<>();
    for (TableContract table : lake.contracts().tables()) {
      TableState.head(lake, table)
          .ifPresent(
              head -> {
                boolean changed =
                    last.map(p -> p.tables().get(table.id()))
                        .filter(v -> v.version() == head.version())
                        .isEmpty();
                long rows = TableState.read(lake.ops(), table, head.transaction()).rows();
                tables.put(table.id(), new Publication.TableVersion(head.version(), rows, changed));
              });
    }
    if (tables.values().stream().noneMatch(Publication.TableVersion::changed)) {
      return null;
    }
    Publication publication =
        new Publication(context.run().value(), context.now(), tables, stagingVersions());
    lake.ops().publish(publication);
    KillPoint.reach("published");
    return publication;
  }

  private Map<String, Long> unmatched() {
    Map<String, Long> counts = new TreeMap<>();
    TableView queue = views.get(UNMATCHED);
    if (queue != null && queue.exists()) {
      queue
          .full()
          .groupBy("kind")
          .count()
          .collectAsList()
          .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    }
    return counts;
  }

  private Map<String, Long> stagingVersions() {
    Map<String, Long> versions = new TreeMap<>();
    TablePlanner planner = new TablePlanner(spark, lake, views);
    lake.contracts()
        .datasets()
        .forEach(
            d -> planner.stagingHead(d).ifPresent(head -> versions.put(d.key(), head.version())));
    return versions;
  }
}
