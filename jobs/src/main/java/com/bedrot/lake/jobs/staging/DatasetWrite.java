package com.bedrot.lake.jobs.staging;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.record.FileTotals;
import com.bedrot.lake.jobs.record.FileTotalsAccumulator;
import com.bedrot.lake.jobs.record.RawFile;
import com.bedrot.lake.jobs.record.RecordSource;
import com.bedrot.lake.jobs.record.RowRules;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.Replace;
import com.bedrot.lake.jobs.table.StagedWrite;
import com.bedrot.lake.jobs.table.TableHead;
import com.bedrot.lake.jobs.table.TableSpec;
import com.bedrot.lake.quality.check.TableChecks;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * One dataset's uncommitted write: rows of changed accounts parsed once, judged row by row,
 * written, counted.
 */
final class DatasetWrite {
  private static final long ONE_FILE_UP_TO_BYTES = 16L << 20;

  private final SparkSession spark;
  private final Lake lake;
  private final DatasetPlan plan;
  private final StagedRows shape;
  private final String uri;
  private final String runId;
  private final RowRules rules;
  private final FileTotalsAccumulator totals = new FileTotalsAccumulator();
  private final BrokenRows broken = new BrokenRows();
  private final DisplacedRows displaced = new DisplacedRows();
  private final List<String> moneyColumns;

  DatasetWrite(SparkSession spark, Lake lake, DatasetPlan plan, RunContext context) {
    this.spark = spark;
    this.lake = lake;
    this.plan = plan;
    this.runId = context.run().value();
    this.rules =
        new RowRules(
            plan.dataset(),
            LocalDate.ofInstant(context.now(), ZoneOffset.UTC),
            YearMonth.parse(lake.settings().run().firstPeriod()).atDay(1));
    this.shape = new StagedRows(plan.dataset());
    this.moneyColumns = MoneyColumns.of(plan.dataset());
    this.uri = tableUri(lake, plan.dataset());
  }

  static String tableUri(Lake lake, DatasetContract dataset) {
    return lake.store(Zone.STAGING)
        .uri(LakePaths.stagingKey(dataset.source(), dataset.name()))
        .toString();
  }

  /** The table's newest version and transaction, empty where there is no table yet. */
  static Optional<TableHead> head(Lake lake, DatasetContract dataset) {
    return TableHead.of(
        lake.store(Zone.STAGING),
        LakePaths.stagingKey(dataset.source(), dataset.name()),
        transactionId(dataset));
  }

  /** Under which name work on the table is committed. */
  static String transactionId(DatasetContract dataset) {
    return "staging:" + dataset.key();
  }

  DatasetPlan plan() {
    return plan;
  }

  /** Writes the data files; nothing is visible to readers. */
  Written write(TableChecks checks) {
    spark.sparkContext().register(totals, "totals " + plan.dataset().key());
    spark.sparkContext().register(broken, "broken " + plan.dataset().key());
    spark.sparkContext().register(displaced, "displaced " + plan.dataset().key());
    Dataset<Row> rows = keptRows();
    Dataset<Row> parsed = parsedRows();
    if (parsed != null) {
      rows = rows == null ? parsed : rows.unionByName(parsed);
    }
    if (rows == null) {
      rows = spark.createDataFrame(List.<Row>of(), shape.schema());
    }
    if (TruthPlan.newestRowWins(plan.dataset())) {
      rows = onlyWanted(shape.markedNewest(spark, rows, ranks()));
    }
    List<Column> observations = new ArrayList<>(checks.observations());
    observations.add(FileSums.observation(runId, moneyColumns));
    StagedWrite write =
        DeltaTables.write(
            spark,
            spec(),
            rows,
            observations,
            plan.rebuild() ? new Replace.Everything() : new Replace.Slices(changedPartitions()),
            outputFiles());
    return new Written(write, account(write));
  }

  private @Nullable Dataset<Row> keptRows() {
    Map<String, List<Contribution>> kept = byAccount(plan::kept);
    if (kept.isEmpty()) {
      return null;
    }
    long version = head(lake, plan.dataset()).orElseThrow().version();
    Dataset<Row> current =
        DeltaTables.read(spark, uri, version)
            .where(col(StagedRows.ACCOUNT).isin(kept.keySet().toArray()));
    boolean dropped = kept.keySet().stream().anyMatch(plan::dropsRows);
    return withAllColumns(dropped ? shape.only(spark, current, kept) : current);
  }

  /** Rows written before a column was added to the contract get it as null. */
  private Dataset<Row> withAllColumns(Dataset<Row> rows) {
    List<String> present = List.of(rows.columns());
    Column[] columns =
        java.util.Arrays.stream(shape.schema().fields())
            .map(
                f ->
                    present.contains(f.name())
                        ? col(f.name())
                        : lit(null).cast(f.dataType()).as(f.name()))
            .toArray(Column[]::new);
    return rows.select(columns);
  }

  private @Nullable Dataset<Row> parsedRows() {
    Map<String, List<Contribution>> wanted = byAccount(plan::parsed);
    if (wanted.isEmpty()) {
      return null;
    }
    Dataset<Row> judged = judged(wanted);
    Dataset<Row> good =
        shape.select(
            judged.where(when(col("_broken").isNull(), lit(true)).otherwise(tap(judged))), runId);
    return isPartial(wanted) ? onlyWanted(shape.marked(spark, good, wanted)) : good;
  }

  /** Rows as read, cleaned where the contract says so, with every rule they break. */
  private Dataset<Row> judged(Map<String, List<Contribution>> files) {
    DatasetContract dataset = plan.dataset();
    return rules.apply(
        Cleaning.apply(dataset, RecordSource.read(spark, dataset, rawFiles(files), true, totals)));
  }

  /** The rows that stay; what is displaced of this run's rows is counted on the way. */
  private Dataset<Row> onlyWanted(Dataset<Row> marked) {
    return marked
        .where(when(col(StagedRows.WANTED), lit(true)).otherwise(tapDisplaced(marked)))
        .drop(StagedRows.WANTED);
  }

  /** A condition that is false and takes this run's row into {@link #displaced}. */
  private Column tapDisplaced(Dataset<Row> marked) {
    DisplacedRows into = displaced;
    String run = runId;
    UserDefinedFunction take =
        udf(
                (UDF4<String, String, String, Seq<BigDecimal>, Boolean>)
                    (account, file, writtenBy, money) -> {
                      if (run.equals(writtenBy)) {
                        into.add(
                            new DisplacedRows.Found(
                                BrokenRows.fileKey(account, file), exact(money)));
                      }
                      return false;
                    },
                DataTypes.BooleanType)
            .asNondeterministic();
    return take.apply(
        col(StagedRows.ACCOUNT), col(StagedRows.FILE), col(StagedRows.RUN), amounts(marked));
  }

  /**
   * A condition that is false and takes the row into {@link #broken}; evaluated for broken rows
   * only.
   */
  private Column tap(Dataset<Row> judged) {
    BrokenRows into = broken;
    UserDefinedFunction take =
        udf(
                (UDF5<String, String, Long, Row, Seq<BigDecimal>, Boolean>)
                    (account, file, row, texts, money) -> {
                      List<String> rules = texts.getList(0);
                      into.add(
                          new BrokenRows.Found(
                              new BrokenRow(
                                  account, file, row, List.copyOf(rules), texts.getString(1)),
                              exact(money)));
                      return false;
                    },
                DataTypes.BooleanType)
            .asNondeterministic();
    return take.apply(
        col(StagedRows.ACCOUNT),
        col(StagedRows.FILE),
        col(StagedRows.ROW),
        org.apache.spark.sql.functions.struct(col("_broken"), col("_raw")),
        amounts(judged));
  }

  /** The row's money, in the order of the money columns. */
  private Column amounts(Dataset<Row> rows) {
    Column[] money =
        moneyColumns.stream().map(c -> rows.col(c).cast("decimal(38,18)")).toArray(Column[]::new);
    return money.length == 0 ? array().cast("array<decimal(38,18)>") : array(money);
  }

  private static List<@Nullable BigDecimal> exact(Seq<BigDecimal> values) {
    return new ArrayList<>(JavaConverters.seqAsJavaList(values));
  }

  private List<RawFile> rawFiles(Map<String, List<Contribution>> wanted) {
    List<RawFile> files = new ArrayList<>();
    wanted.values().forEach(list -> list.forEach(c -> files.add(rawFile(plan.entry(c.fileId())))));
    return files;
  }

  private RawFile rawFile(LedgerEntry entry) {
    String key = Objects.requireNonNull(entry.rawKey(), "a file without raw bytes takes no part");
    return new RawFile(
        lake.store(Zone.RAW).uri(key).toString(),
        entry.fileId(),
        entry.contentSha256(),
        entry.account(),
        entry.bytes(),
        entry.attributes(),
        entry.window(),
        Objects.requireNonNull(entry.shape(), "a file without a shape takes no part"));
  }

  private TableSpec spec() {
    return new TableSpec(
        uri,
        shape.schema(),
        List.of(StagedRows.ACCOUNT),
        List.of(StagedRows.ROW),
        plan.dataset().description());
  }

  private List<Map<String, String>> changedPartitions() {
    return plan.changed().stream().map(a -> Map.of(StagedRows.ACCOUNT, a)).toList();
  }

  private int outputFiles() {
    long bytes =
        byAccount(plan::parsed).values().stream()
            .flatMap(List::stream)
            .mapToLong(c -> plan.entry(c.fileId()).bytes())
            .sum();
    return bytes > ONE_FILE_UP_TO_BYTES ? 0 : 1;
  }

  private Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new HashMap<>();
    for (String account : plan.changed()) {
      List<Contribution> oldestFirst = plan.wanted(account);
      for (int i = 0; i < oldestFirst.size(); i++) {
        ranks.put(BrokenRows.fileKey(account, oldestFirst.get(i).contentSha256()), i);
      }
    }
    return ranks;
  }

  private Map<String, List<Contribution>> byAccount(Function<String, List<Contribution>> part) {
    Map<String, List<Contribution>> map = new TreeMap<>();
    for (String account : plan.changed()) {
      List<Contribution> list = part.apply(account);
      if (!list.isEmpty()) {
        map.put(account, list);
      }
    }
    return map;
  }

  private static boolean isPartial(Map<String, List<Contribution>> wanted) {
    return wanted.values().stream().flatMap(List::stream).anyMatch(c -> c.slices() != null);
  }

  private List<FileAccounting> account(StagedWrite write) {
    Map<String, List<Contribution>> parsed = byAccount(plan::parsed);
    Map<String, FileSums> inTable = FileSums.of(write.observed());
    Map<String, FileSum> outside = displaced.files();
    Map<String, FileSum> bad = broken.files();
    List<FileAccounting> all = new ArrayList<>();
    readPerContent(parsed)
        .forEach(
            (key, total) ->
                all.add(
                    FileAccounting.of(
                        total, inTable.get(key), outside.get(key), bad.get(key), moneyColumns)));
    return all;
  }

  /**
   * What the reader counted, per account and content: the same bytes dated to two windows are told
   * apart by their rows only.
   */
  private Map<String, FileTotals> readPerContent(Map<String, List<Contribution>> parsed) {
    Map<String, FileTotals> read = totals.byFile();
    Map<String, FileTotals> perContent = new TreeMap<>();
    parsed.forEach(
        (account, list) ->
            list.forEach(
                c ->
                    perContent.merge(
                        BrokenRows.fileKey(account, c.contentSha256()),
                        read.getOrDefault(
                            c.fileId(), new FileTotals(c.fileId(), 0, 0, 0, Map.of())),
                        FileTotals::plus)));
    return perContent;
  }

  /** A written, uncommitted state of the table. */
  final class Written {
    private final StagedWrite write;
    private final List<FileAccounting> accounting;

    private Written(StagedWrite write, List<FileAccounting> accounting) {
      this.write = write;
      this.accounting = accounting;
    }

    DatasetPlan plan() {
      return plan;
    }

    StagedWrite write() {
      return write;
    }

    List<FileAccounting> accounting() {
      return accounting;
    }

    List<BrokenRow> brokenRows() {
      return broken.rows();
    }

    Map<String, FileTotals> totals() {
      return totals.byFile();
    }
  }
}
