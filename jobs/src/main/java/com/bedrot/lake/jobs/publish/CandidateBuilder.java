package com.bedrot.lake.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.TableColumn;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.jobs.curated.CuratedBuilder;
import com.bedrot.lake.jobs.curated.CuratedInputs;
import com.bedrot.lake.jobs.staging.StagedContents;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.StagedWrite;
import com.bedrot.lake.jobs.table.TableSpec;
import com.bedrot.lake.quality.check.TableChecks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Builds and writes candidates, and proves that rows carried from staging are all there, to the
 * last digit.
 */
final class CandidateBuilder {
  private static final String CHECKSUM = "_checksum";
  private static final long POSITIVE_31_BITS = 0x7fffffffL;
  private static final long ONE_FILE_UP_TO_ROWS = 500_000;

  private final SparkSession spark;
  private final Lake lake;
  private final Map<String, TableView> views;
  private final Dataset<Row> files;

  CandidateBuilder(SparkSession spark, Lake lake, Map<String, TableView> views) {
    this.spark = spark;
    this.lake = lake;
    this.views = views;
    this.files = new FileFacts(spark, lake).rows();
  }

  /** Writes the candidate; empty where its content is what the table holds already. */
  Optional<Candidate> build(TablePlan plan) {
    TableContract table = plan.table();
    try (CarriedRows carried = new CarriedRows(spark, table)) {
      return build(plan, carried);
    }
  }

  private Optional<Candidate> build(TablePlan plan, CarriedRows carried) {
    TableContract table = plan.table();
    Map<String, Dataset<Row>> datasets = new HashMap<>();
    for (String key : table.datasets()) {
      if (plan.inputs().containsKey(key)) {
        Dataset<Row> staged = carried.measured(dataset(key), stagingRows(dataset(key), plan));
        datasets.put(key, Carry.of(table, dataset(key), staged));
      }
    }
    CuratedInputs inputs = new CuratedInputs(datasets, upstream(plan), files(plan));
    Dataset<Row> built = builder(table).map(b -> b.build(inputs)).orElseGet(inputs::union);
    TableChecks checks = TableChecks.of(table.id(), table.rules(), Carry.schema(table));
    List<Column> observations = new ArrayList<>(checks.observations());
    TableView view = view(table.id());
    boolean compares = comparesContent(plan, view);
    if (compares) {
      observations.add(checksum(table));
    }
    observations.addAll(carried.observations());
    Dataset<Row> rows = Carry.select(table, built);
    StagedWrite write =
        DeltaTables.write(
            spark, spec(table, view.uri()), rows, observations, plan.replace(), outputFiles(plan));
    String checksum =
        compares
            ? String.valueOf(write.observed().<Object>getAs(CHECKSUM)) + "/" + write.rows()
            : "";
    if (compares && isUnchanged(table, view, checksum)) {
      write.abandon();
      return Optional.empty();
    }
    carried.prove(write);
    views.put(table.id(), view.with(write, plan.slices()));
    return Optional.of(new Candidate(plan, write, checks, checksum));
  }

  /** Facts of the files that feed the table, of the accounts that are rebuilt. */
  private Dataset<Row> files(TablePlan plan) {
    Dataset<Row> feeding =
        files.where(
            concat_ws(".", col("source"), col("dataset")).isin(plan.table().datasets().toArray()));
    return plan.slices() == null ? feeding : feeding.where(TableView.inAny(plan.slices()));
  }

  /** A table in slices is compared only where all of it is built once more. */
  private static boolean comparesContent(TablePlan plan, TableView view) {
    return plan.isWhole() && (view.exists() || plan.table().partitionBy().isEmpty());
  }

  private boolean isUnchanged(TableContract table, TableView view, String checksum) {
    if (!view.exists()) {
      return false;
    }
    TableState state = TableState.current(lake, table);
    return state.checksum().equals(checksum)
        && state.fingerprint().equals(TableState.fingerprint(table));
  }

  private Dataset<Row> stagingRows(DatasetContract dataset, TablePlan plan) {
    String uri = new TablePlanner(spark, lake, views).stagingUri(dataset);
    Dataset<Row> rows = DeltaTables.read(spark, uri, plan.inputs().getOrDefault(dataset.key(), 0L));
    if (plan.slices() == null) {
      return rows;
    }
    Object[] accounts =
        plan.slices().stream()
            .filter(s -> dataset.source().equals(s.get("source")))
            .map(s -> s.get("account"))
            .distinct()
            .toArray();
    return rows.where(accounts.length == 0 ? lit(false) : col("account").isin(accounts));
  }

  private Map<String, Dataset<Row>> upstream(TablePlan plan) {
    Map<String, Dataset<Row>> tables = new HashMap<>();
    for (String id : plan.table().tables()) {
      TableView view = view(id);
      TableContract contract = lake.contracts().table(id).orElseThrow();
      if (!view.exists()) {
        tables.put(id, spark.createDataFrame(List.<Row>of(), Carry.schema(contract)));
        continue;
      }
      boolean sliced =
          plan.slices() != null
              && contract.partitionBy().equals(plan.table().partitionBy())
              && !contract.partitionBy().isEmpty();
      tables.put(id, sliced && plan.slices() != null ? view.slices(plan.slices()) : view.full());
    }
    return tables;
  }

  /** The builder named after the table, if there is one. */
  static Optional<CuratedBuilder> builder(TableContract table) {
    String name =
        Arrays.stream(table.id().split("_"))
            .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
            .collect(Collectors.joining());
    String className = CuratedBuilder.class.getPackageName() + "." + name + "Builder";
    try {
      return Optional.of(
          (CuratedBuilder) Class.forName(className).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          className + " has no public constructor without arguments", e);
    }
  }

  private static Column checksum(TableContract table) {
    Column[] columns =
        table.columns().stream()
            .filter(c -> !c.name().equals("_run_id"))
            .map(c -> col(c.name()))
            .toArray(Column[]::new);
    return sum(xxhash64(columns).bitwiseAND(lit(POSITIVE_31_BITS))).as(CHECKSUM);
  }

  /** Hashes get no minimum and maximum: between two of them lies every other. */
  private static TableSpec spec(TableContract table, String uri) {
    List<String> stats = new ArrayList<>(table.grain());
    stats.remove(CarriedRows.FILE);
    table.columns().stream()
        .filter(
            c ->
                c.type().kind() == ColumnType.Kind.MONTH || c.type().kind() == ColumnType.Kind.DATE)
        .map(TableColumn::name)
        .limit(2)
        .forEach(stats::add);
    return new TableSpec(
        uri,
        Carry.schema(table),
        table.partitionBy(),
        stats.stream().distinct().filter(c -> !table.partitionBy().contains(c)).limit(5).toList(),
        table.description());
  }

  private int outputFiles(TablePlan plan) {
    long rows = 0;
    for (String key : plan.table().datasets()) {
      if (plan.inputs().containsKey(key)) {
        rows += StagedContents.current(lake, dataset(key)).rows();
      }
    }
    for (String id : plan.table().tables()) {
      StagedWrite candidate = view(id).candidate();
      rows += candidate == null ? 0 : candidate.rows();
    }
    return rows > ONE_FILE_UP_TO_ROWS ? 0 : 1;
  }

  private DatasetContract dataset(String key) {
    return lake.contracts()
        .dataset(key)
        .orElseThrow(() -> new IllegalStateException("no dataset " + key));
  }

  private TableView view(String id) {
    @Nullable TableView view = views.get(id);
    if (view == null) {
      throw new IllegalStateException("no table " + id);
    }
    return view;
  }
}
