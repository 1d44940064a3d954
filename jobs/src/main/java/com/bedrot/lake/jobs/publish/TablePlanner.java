package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.staging.StagedContents;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.TableHead;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Finds what changed beneath a curated table since it was built. */
final class TablePlanner {
  static final List<String> BY_ACCOUNT = List.of("source", "account");

  private final SparkSession spark;
  private final Lake lake;
  private final Map<String, TableView> views;

  TablePlanner(SparkSession spark, Lake lake, Map<String, TableView> views) {
    this.spark = spark;
    this.lake = lake;
    this.views = views;
  }

  TablePlan plan(TableContract table) {
    TableView own = view(table.id());
    Map<String, Long> inputs = inputs(table);
    if (!hasSomethingToBuildFrom(table, inputs)) {
      return new TablePlan(table, Set.of(), inputs);
    }
    TableState state = TableState.current(lake, table);
    boolean asked =
        lake.ops().state(RebuildMark.name(table.id())).filter(m -> !m.isEmpty()).isPresent();
    if (asked || own.version() < 0 || !state.fingerprint().equals(TableState.fingerprint(table))) {
      return new TablePlan(table, null, inputs);
    }
    Set<Map<String, String>> slices = new HashSet<>();
    for (Map.Entry<String, Long> input : inputs.entrySet()) {
      Long builtFrom = state.inputs().get(input.getKey());
      boolean candidate =
          views.containsKey(input.getKey()) && view(input.getKey()).candidate() != null;
      if (!candidate && input.getValue().equals(builtFrom)) {
        continue;
      }
      Set<Map<String, String>> changed =
          builtFrom == null
              ? null
              : changedSlices(table, input.getKey(), builtFrom, input.getValue());
      if (changed == null) {
        return new TablePlan(table, null, inputs);
      }
      slices.addAll(changed);
    }
    return new TablePlan(table, slices, inputs);
  }

  /** Lookups alone make no rows: a dataset must be there, or a table sliced like this one. */
  private boolean hasSomethingToBuildFrom(TableContract table, Map<String, Long> inputs) {
    if (!table.datasets().isEmpty()) {
      return table.datasets().stream().anyMatch(inputs::containsKey);
    }
    return table.tables().stream()
        .anyMatch(
            id ->
                inputs.containsKey(id)
                    && (table.partitionBy().isEmpty()
                        || partitioning(id).equals(table.partitionBy())));
  }

  /**
   * The version of every input that exists; candidates of this run count as their version to be.
   */
  private Map<String, Long> inputs(TableContract table) {
    Map<String, Long> versions = new TreeMap<>();
    for (String key : table.datasets()) {
      stagingHead(dataset(key)).ifPresent(head -> versions.put(key, head.version()));
    }
    for (String id : table.tables()) {
      TableView view = view(id);
      if (view.exists()) {
        versions.put(id, view.candidate() == null ? view.version() : view.version() + 1);
      }
    }
    return versions;
  }

  /** Slices of {@code table} that an input's change touches, or null for all of them. */
  private @org.jspecify.annotations.Nullable Set<Map<String, String>> changedSlices(
      TableContract table, String input, long from, long to) {
    if (!table.partitionBy().equals(BY_ACCOUNT)) {
      return null;
    }
    TableView upstream = views.get(input);
    if (upstream == null) {
      DatasetContract dataset = dataset(input);
      Set<Map<String, String>> slices = new HashSet<>();
      DeltaTables.changedPartitions(spark, stagingUri(dataset), from, to)
          .forEach(
              p ->
                  slices.add(
                      Map.of(
                          "source", dataset.source(), "account", p.getOrDefault("account", ""))));
      return slices;
    }
    if (!partitioning(input).equals(BY_ACCOUNT)) {
      return null;
    }
    Set<Map<String, String>> slices =
        upstream.version() > from
            ? new HashSet<>(
                DeltaTables.changedPartitions(spark, upstream.uri(), from, upstream.version()))
            : new HashSet<>();
    if (upstream.candidate() == null) {
      return slices;
    }
    if (upstream.changed() == null) {
      return null;
    }
    slices.addAll(upstream.changed());
    return slices;
  }

  private List<String> partitioning(String tableId) {
    return lake.contracts().table(tableId).map(TableContract::partitionBy).orElse(List.of());
  }

  private DatasetContract dataset(String key) {
    return lake.contracts()
        .dataset(key)
        .orElseThrow(() -> new IllegalStateException("no dataset " + key));
  }

  private TableView view(String id) {
    TableView view = views.get(id);
    if (view == null) {
      throw new IllegalStateException("no table " + id);
    }
    return view;
  }

  Optional<TableHead> stagingHead(DatasetContract dataset) {
    return StagedContents.head(lake, dataset);
  }

  String stagingUri(DatasetContract dataset) {
    return lake.store(Zone.STAGING)
        .uri(LakePaths.stagingKey(dataset.source(), dataset.name()))
        .toString();
  }
}
