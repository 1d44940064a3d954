package com.bedrot.lake.jobs.staging;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The shape of staging rows and the pure steps between parsed rows and the table's rows. */
final class StagedRows {
  static final String ACCOUNT = "account";
  static final String FILE = "_file_sha256";
  static final String ROW = "_row";
  static final String RUN = "_run_id";
  static final String FLAGS = "_flags";

  /** Of {@link #marked} rows: whether they stay. */
  static final String WANTED = "_wanted";

  private static final String MONTH_OF = "@month";

  private final DatasetContract dataset;

  StagedRows(DatasetContract dataset) {
    this.dataset = dataset;
  }

  /** The table's schema: account, contract columns, lineage. Comments come from the contract. */
  StructType schema() {
    StructType schema =
        new StructType().add(field(ACCOUNT, "string", "Account key the file was landed for"));
    for (ColumnContract column : columns()) {
      schema = schema.add(field(column.name(), column.type().sparkType(), column.description()));
    }
    return schema
        .add(field(FILE, "string", "SHA-256 of the content the row was read from"))
        .add(field(ROW, "bigint", "1-based record number in that content"))
        .add(field(RUN, "string", "Run that wrote the row"))
        .add(field(FLAGS, "array<string>", "Rules the row broke that only observe"));
  }

  /** Contract columns without the account, which is the partition. */
  private List<ColumnContract> columns() {
    return dataset.columns().stream().filter(c -> !c.name().equals(ACCOUNT)).toList();
  }

  private static StructField field(String name, String type, String comment) {
    return new StructField(
        name,
        org.apache.spark.sql.types.DataType.fromDDL(type),
        true,
        new org.apache.spark.sql.types.MetadataBuilder().putString("comment", comment).build());
  }

  /** Good parsed rows as table rows of this run. */
  Dataset<Row> select(Dataset<Row> parsed, String runId) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema().fields()) {
      columns.add(field.name().equals(RUN) ? lit(runId).as(RUN) : col(field.name()));
    }
    return parsed.select(columns.toArray(Column[]::new));
  }

  /**
   * The slice a row belongs to, spelled as in {@link
   * com.bedrot.lake.conf.format.FileShape#coverage}.
   */
  Column slice() {
    List<Column> parts = dataset.history().sliceBy().stream().map(this::slicePart).toList();
    return concat_ws("|", parts.toArray(Column[]::new));
  }

  private Column slicePart(String spec) {
    boolean monthOf = spec.endsWith(MONTH_OF);
    String name = monthOf ? spec.substring(0, spec.length() - MONTH_OF.length()) : spec;
    boolean isMonth =
        dataset.column(name).filter(c -> c.type().kind() == ColumnType.Kind.MONTH).isPresent();
    return monthOf || isMonth ? date_format(col(name), "yyyy-MM") : col(name).cast("string");
  }

  /** Only the rows that the contributions of each account ask for. */
  Dataset<Row> only(
      SparkSession spark, Dataset<Row> rows, Map<String, List<Contribution>> contributions) {
    return rows.join(broadcast(allowed(spark, contributions)), isAllowed(), "left_semi");
  }

  /** All rows, with whether the contributions of their account ask for them. */
  Dataset<Row> marked(
      SparkSession spark, Dataset<Row> rows, Map<String, List<Contribution>> contributions) {
    return rows.join(broadcast(allowed(spark, contributions)), isAllowed(), "left_outer")
        .withColumn(WANTED, col("allowed_account").isNotNull())
        .drop("allowed_account", "allowed_file", "allowed_slices");
  }

  private Column isAllowed() {
    Column sameFile =
        col(ACCOUNT).equalTo(col("allowed_account")).and(col(FILE).equalTo(col("allowed_file")));
    return dataset.history().sliceBy().isEmpty()
        ? sameFile
        : sameFile.and(
            col("allowed_slices").isNull().or(array_contains(col("allowed_slices"), slice())));
  }

  /** One row per account and file, so that a row meets its file once; no slices mean all. */
  private static Dataset<Row> allowed(
      SparkSession spark, Map<String, List<Contribution>> contributions) {
    Map<Map.Entry<String, String>, Optional<Set<String>>> slices = new LinkedHashMap<>();
    contributions.forEach(
        (account, list) -> {
          for (Contribution c : list) {
            slices.merge(
                Map.entry(account, c.contentSha256()),
                Optional.ofNullable(c.slices()),
                StagedRows::together);
          }
        });
    List<Row> rows = new ArrayList<>();
    slices.forEach(
        (file, wanted) ->
            rows.add(
                RowFactory.create(
                    file.getKey(),
                    file.getValue(),
                    wanted.map(w -> w.toArray(String[]::new)).orElse(null))));
    StructType schema =
        new StructType()
            .add("allowed_account", DataTypes.StringType)
            .add("allowed_file", DataTypes.StringType)
            .add("allowed_slices", DataTypes.createArrayType(DataTypes.StringType, false));
    return spark.createDataFrame(rows, schema);
  }

  private static Optional<Set<String>> together(
      Optional<Set<String>> some, Optional<Set<String>> more) {
    return some.flatMap(
        a ->
            more.map(
                b -> {
                  Set<String> both = new TreeSet<>(a);
                  both.addAll(b);
                  return both;
                }));
  }

  /**
   * All rows, with whether they are their grain key's one that stays: that of the newest file, and
   * in one file the last.
   *
   * @param rankOfFile account/sha to its place, oldest 0
   */
  Dataset<Row> markedNewest(
      SparkSession spark, Dataset<Row> rows, Map<String, Integer> rankOfFile) {
    List<Row> ranks = new ArrayList<>();
    rankOfFile.forEach((key, rank) -> ranks.add(RowFactory.create(key, rank)));
    Dataset<Row> ranking =
        spark.createDataFrame(
            ranks,
            new StructType()
                .add("_rank_key", DataTypes.StringType)
                .add("_rank", DataTypes.IntegerType));
    List<Column> key = new ArrayList<>(List.of(col(ACCOUNT)));
    dataset.grain().stream().filter(g -> !g.equals(ACCOUNT)).forEach(g -> key.add(col(g)));
    return rows.join(
            broadcast(ranking), concat_ws("/", col(ACCOUNT), col(FILE)).equalTo(col("_rank_key")))
        .withColumn(
            WANTED,
            row_number()
                .over(
                    Window.partitionBy(key.toArray(Column[]::new))
                        .orderBy(col("_rank").desc(), col(ROW).desc()))
                .equalTo(1))
        .drop("_rank_key", "_rank");
  }
}
