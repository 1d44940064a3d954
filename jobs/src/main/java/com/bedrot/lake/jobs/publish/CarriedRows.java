package com.bedrot.lake.jobs.publish;

import static org.apache.spark.sql.functions.col;

import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.TableColumn;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.IntegrityException;
import com.bedrot.lake.jobs.table.ObservedRow;
import com.bedrot.lake.jobs.table.StagedWrite;
import com.bedrot.lake.quality.aggregate.GroupSums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Proves that rows and money of every file are the same in staging and in a table that carries its
 * rows. Both sides are counted while the candidate is written: staging where its rows are read, the
 * candidate where they reach its files.
 */
final class CarriedRows implements AutoCloseable {
  static final String FILE = "_file_sha256";
  private static final String ROW = "_row";
  private static final String NAME = "_carried_";

  private final SparkSession spark;
  private final TableContract table;
  private final boolean carriesRows;
  private final Map<DatasetContract, Staged> staged = new LinkedHashMap<>();

  /** Staging rows of one dataset, and their numbers as they pass by. */
  private record Staged(Dataset<Row> rows, Column sums, ObservedRow observed) {}

  CarriedRows(SparkSession spark, TableContract table) {
    this.spark = spark;
    this.table = table;
    this.carriesRows = table.columns().stream().anyMatch(c -> c.name().equals(ROW));
  }

  /** The dataset's rows, counted where the table carries them. */
  Dataset<Row> measured(DatasetContract dataset, Dataset<Row> rows) {
    if (!carriesRows) {
      return rows;
    }
    List<String> money = money(dataset).stream().map(c -> origin(c, dataset)).toList();
    Column sums = GroupSums.of(byFile(), columns(money)).as(NAME);
    ObservedRow observed = new ObservedRow(spark);
    staged.put(dataset, new Staged(rows, sums, observed));
    return observed.over(rows, List.of(sums));
  }

  /** What must be observed on the write. */
  List<Column> observations() {
    List<Column> observations = new ArrayList<>();
    for (DatasetContract dataset : staged.keySet()) {
      List<String> money = money(dataset).stream().map(TableColumn::name).toList();
      observations.add(
          GroupSums.of(col("source").equalTo(dataset.source()), byFile(), columns(money))
              .as(NAME + observations.size()));
    }
    return observations;
  }

  /**
   * Compares both sides.
   *
   * @throws IntegrityException INTEGRITY_MONEY, where a file's rows or sums differ
   */
  void prove(StagedWrite write) {
    int n = 0;
    for (Map.Entry<DatasetContract, Staged> one : staged.entrySet()) {
      Row written = write.observed();
      Map<List<String>, GroupSums.Sums> curated =
          GroupSums.Sums.of(written.getList(written.fieldIndex(NAME + n++)));
      compare(one.getKey(), before(one.getValue(), write), curated);
    }
  }

  /** Nothing passes by where nothing is written, and Spark's event queue may lose an event. */
  private static Map<List<String>, GroupSums.Sums> before(Staged staged, StagedWrite write) {
    Row row =
        (write.rows() == 0 ? java.util.Optional.<Row>empty() : staged.observed().await())
            .orElseGet(() -> staged.rows().agg(staged.sums()).first());
    return GroupSums.Sums.of(row.getList(0));
  }

  private void compare(
      DatasetContract dataset,
      Map<List<String>, GroupSums.Sums> staging,
      Map<List<String>, GroupSums.Sums> curated) {
    Set<List<String>> files = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    files.addAll(staging.keySet());
    files.addAll(curated.keySet());
    for (List<String> file : files) {
      GroupSums.Sums before = staging.get(file);
      GroupSums.Sums after = curated.get(file);
      if (before == null || after == null || !before.isSameAs(after)) {
        throw new IntegrityException(
            ErrorCode.INTEGRITY_MONEY,
            "%s, content %s, rows and %s: %s in staging, %s in curated"
                .formatted(
                    table.id(),
                    String.join("/", file),
                    money(dataset).stream().map(TableColumn::name).toList(),
                    before,
                    after));
      }
    }
  }

  private List<TableColumn> money(DatasetContract dataset) {
    String prefix = dataset.key() + ".";
    return table.columns().stream()
        .filter(c -> c.type().kind() == ColumnType.Kind.DECIMAL)
        .filter(c -> c.from().stream().anyMatch(f -> f.startsWith(prefix)))
        .toList();
  }

  private static String origin(TableColumn column, DatasetContract dataset) {
    String prefix = dataset.key() + ".";
    return column.from().stream()
        .filter(f -> f.startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .substring(prefix.length());
  }

  private static List<Column> byFile() {
    return List.of(col("account"), col(FILE));
  }

  private static List<Column> columns(List<String> names) {
    return names.stream().map(org.apache.spark.sql.functions::col).toList();
  }

  @Override
  public void close() {
    staged.values().forEach(s -> s.observed().close());
  }
}
