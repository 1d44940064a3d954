package com.bedrot.lake.jobs.run;

import static org.apache.spark.sql.functions.col;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.publish.PublishJob;
import com.bedrot.lake.jobs.record.FileTotalsAccumulator;
import com.bedrot.lake.jobs.record.RawFile;
import com.bedrot.lake.jobs.record.RecordSource;
import com.bedrot.lake.jobs.table.DeltaTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Walks published rows back to the file, the record number and the text they were read from. */
public final class Trace {
  private static final String FILE = "_file_sha256";
  private static final String ROW = "_row";

  private final SparkSession spark;
  private final Lake lake;

  public Trace(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  /**
   * Where one row came from.
   *
   * @param values the row's columns as text
   * @param raw the record's text in the file
   */
  public record Origin(Map<String, String> values, LedgerEntry file, long row, String raw) {}

  /**
   * The source records of the rows that match.
   *
   * @param key column to value, as text
   * @param most how many at the most
   * @throws ConfigurationException NOT_FOUND where the table, a column or a row does not exist
   */
  public List<Origin> of(String tableId, Map<String, String> key, int most) {
    TableContract carrying = carrying(table(tableId));
    Set<String> columns =
        carrying.columns().stream().map(c -> c.name()).collect(Collectors.toSet());
    Map<String, String> shared = new TreeMap<>(key);
    shared
        .keySet()
        .removeIf(
            c ->
                !columns.contains(c)
                    && table(tableId).columns().stream().anyMatch(own -> own.name().equals(c)));
    Set<String> unknown = new TreeSet<>(shared.keySet());
    unknown.removeAll(columns);
    if (!unknown.isEmpty()) {
      throw notFound("table " + tableId + " has no column " + unknown);
    }
    Dataset<Row> rows = published(carrying);
    for (Map.Entry<String, String> part : shared.entrySet()) {
      rows =
          rows.where(
              part.getValue().isEmpty()
                  ? col(part.getKey()).isNull()
                  : col(part.getKey()).cast("string").equalTo(part.getValue()));
    }
    List<Row> found =
        rows.orderBy(col("source"), col("account"), col(FILE), col(ROW))
            .limit(most)
            .collectAsList();
    if (found.isEmpty()) {
      throw notFound("no row of " + carrying.id() + " has " + shared);
    }
    return origins(carrying, found);
  }

  private List<Origin> origins(TableContract carrying, List<Row> found) {
    Map<LedgerEntry, List<Row>> byFile = new LinkedHashMap<>();
    for (Row row : found) {
      byFile.computeIfAbsent(file(row), f -> new ArrayList<>()).add(row);
    }
    List<Origin> origins = new ArrayList<>();
    byFile.forEach(
        (file, rows) -> {
          Map<Long, String> texts =
              texts(carrying, file, rows.stream().map(r -> r.<Long>getAs(ROW)).toList());
          rows.forEach(
              r ->
                  origins.add(
                      new Origin(
                          values(r),
                          file,
                          r.<Long>getAs(ROW),
                          texts.getOrDefault(r.<Long>getAs(ROW), ""))));
        });
    return origins;
  }

  private Map<Long, String> texts(TableContract carrying, LedgerEntry file, List<Long> rows) {
    DatasetContract dataset = dataset(carrying, file);
    RawFile raw =
        new RawFile(
            lake.store(Zone.RAW).uri(Objects.requireNonNull(file.rawKey())).toString(),
            file.fileId(),
            file.contentSha256(),
            file.account(),
            file.bytes(),
            file.attributes(),
            file.window(),
            Objects.requireNonNull(file.shape()));
    FileTotalsAccumulator unused = new FileTotalsAccumulator();
    spark.sparkContext().register(unused);
    Map<Long, String> texts = new TreeMap<>();
    RecordSource.read(spark, dataset, List.of(raw), true, unused)
        .where(col(ROW).isin(rows.toArray()))
        .select(col(ROW), col("_raw"))
        .collectAsList()
        .forEach(
            r ->
                texts.merge(
                    r.getLong(0),
                    Objects.requireNonNullElse(r.getString(1), ""),
                    (a, b) -> a.equals(b) ? a : a + "\n" + b));
    return texts;
  }

  private DatasetContract dataset(TableContract carrying, LedgerEntry file) {
    return carrying.datasets().stream()
        .map(key -> lake.contracts().dataset(key).orElseThrow())
        .filter(
            d ->
                d.source().equals(file.source())
                    && (d.name().equals(file.dataset()) || file.dataset().equals(d.parent())))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(carrying.id() + " is not fed by " + file.datasetKey()));
  }

  private LedgerEntry file(Row row) {
    String account = row.getAs("account");
    String sha = row.getAs(FILE);
    String source = row.getAs("source");
    return lake.ops().ledger().entries().stream()
        .filter(
            e ->
                e.contentSha256().equals(sha)
                    && e.account().equals(account)
                    && e.source().equals(source)
                    && e.rawKey() != null)
        .findFirst()
        .orElseThrow(() -> notFound("the ledger has no file with content " + sha));
  }

  private static Map<String, String> values(Row row) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      Object value = row.getAs(name);
      values.put(
          name,
          value instanceof java.math.BigDecimal d ? d.toPlainString() : String.valueOf(value));
    }
    return values;
  }

  private Dataset<Row> published(TableContract table) {
    Optional<Publication.TableVersion> version =
        lake.ops().lastPublication().map(p -> p.tables().get(table.id()));
    if (version.isEmpty()) {
      throw notFound("table " + table.id() + " has not been published yet");
    }
    return DeltaTables.read(spark, PublishJob.tableUri(lake, table.id()), version.get().version());
  }

  /**
   * The table itself if its rows are source rows, else the first one it is built from whose rows
   * are.
   */
  private TableContract carrying(TableContract table) {
    if (table.columns().stream().anyMatch(c -> c.name().equals(ROW))) {
      return table;
    }
    return table.tables().stream()
        .map(this::table)
        .filter(
            t -> t.columns().stream().anyMatch(c -> c.name().equals(ROW)) || !t.tables().isEmpty())
        .map(this::carrying)
        .findFirst()
        .orElseThrow(() -> notFound("rows of " + table.id() + " are not read from files"));
  }

  private TableContract table(String id) {
    return lake.contracts().table(id).orElseThrow(() -> notFound("no curated table " + id));
  }

  private static ConfigurationException notFound(String message) {
    return new ConfigurationException(ErrorCode.NOT_FOUND, message);
  }
}
