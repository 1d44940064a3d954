package com.bedrot.lake.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.RuleContract;
import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.conf.error.IntegrityException;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.quality.check.TableChecks;
import com.bedrot.lake.quality.gate.GateDecision;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class DeltaTablesTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("account", DataTypes.StringType)
          .add(
              new StructField(
                  "month",
                  DataTypes.StringType,
                  true,
                  new MetadataBuilder().putString("comment", "sale month").build()))
          .add("earnings", DataTypes.createDecimalType(18, 12));

  private final SparkSession spark = SparkTest.session();
  private String uri = "";

  @BeforeEach
  void place(@TempDir Path folder) {
    uri = folder.resolve("table").toUri().toString();
  }

  @Test
  void readersSeeRowsOnlyAfterCommit() {
    StagedWrite write = write(new Replace.Everything(), row("sg", "2024-01", "1.5"));

    assertThat(DeltaTables.info(spark, uri)).isEmpty();
    assertThat(write.rows()).isEqualTo(1);

    assertThat(write.commit("staging", 1, "stage", "{\"run\":\"r1\"}")).isZero();
    TableInfo info = DeltaTables.info(spark, uri).orElseThrow();
    assertThat(info.version()).isZero();
    assertThat(info.rows()).isEqualTo(1);
    assertThat(info.userMetadata()).isEqualTo("{\"run\":\"r1\"}");
    assertThat(info.transaction("staging")).hasValue(1);
    assertThat(info.transaction("other")).isEmpty();
    assertThat(info.partitionBy()).containsExactly("account");
    assertThat(content()).containsExactly("sg 2024-01 1.500000000000");
  }

  @Test
  void observationsRideOnTheWrite() {
    List<Column> metrics =
        List.of(
            functions.sum("earnings").as("money"),
            functions.count(functions.when(functions.col("month").isNull(), 1)).as("missing"));

    StagedWrite write =
        DeltaTables.write(
            spark,
            spec(SCHEMA),
            rows(row("sg", null, "1.25"), row("bp", "2024-02", "-0.000000000001")),
            metrics,
            new Replace.Everything(),
            1);

    assertThat(write.observed().<BigDecimal>getAs("money")).isEqualByComparingTo("1.249999999999");
    assertThat(write.observed().<Long>getAs("missing")).isEqualTo(1);
    assertThat(write.observed().size()).isEqualTo(2);
    assertThat(write.files()).isEqualTo(2);
  }

  @Test
  void emptyWritesAreMeasuredToo() {
    StagedWrite write =
        DeltaTables.write(
            spark,
            spec(SCHEMA),
            rows(),
            List.of(functions.count(functions.lit(1)).as("n"), functions.sum("earnings").as("s")),
            new Replace.Everything(),
            1);

    assertThat(write.observed().<Long>getAs("n")).isZero();
    assertThat(write.observed().<BigDecimal>getAs("s")).isNull();
    write.commit("staging", 1, "stage", "{}");
    assertThat(DeltaTables.info(spark, uri).orElseThrow().rows()).isZero();
  }

  @Test
  void abandonedAndHeldWritesLeaveTheOldVersion() throws IOException {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"));
    long before = dataFiles();

    write(new Replace.Everything(), row("sg", "2024-01", "2"));
    StagedWrite abandoned = write(new Replace.Everything(), row("sg", "2024-01", "3"));
    abandoned.abandon();

    assertThat(DeltaTables.info(spark, uri).orElseThrow().version()).isZero();
    assertThat(content()).containsExactly("sg 2024-01 1.000000000000");
    assertThat(dataFiles()).isEqualTo(before + 1);
    assertThatThrownBy(() -> abandoned.commit("staging", 2, "stage", "{}"))
        .isInstanceOf(TransformationException.class)
        .hasMessageEndingWith("has been ended already");
  }

  @Test
  void writtenRowsCanBeReadBeforeTheCommit() {
    StagedWrite write = write(new Replace.Everything(), row("sg", "2024-01", "1"));

    assertThat(texts(write.written())).containsExactly("sg 2024-01 1.000000000000");
    assertThat(write.written().columns()).containsExactly("account", "month", "earnings");
  }

  @Test
  void replacesOnlyTheSlicesNamed() {
    commit(
        1,
        new Replace.Everything(),
        row("sg", "2024-01", "1"),
        row("bp", "2024-01", "2"),
        row("bp", "2024-02", "3"));

    StagedWrite write = write(slices("bp"), row("bp", "2024-03", "4"));
    assertThat(write.replacedRows()).isEqualTo(2);
    assertThat(write.commit("staging", 2, "stage", "{}")).isEqualTo(1);

    assertThat(content()).containsExactly("bp 2024-03 4.000000000000", "sg 2024-01 1.000000000000");
    assertThat(DeltaTables.changedPartitions(spark, uri, 0, 1))
        .containsExactly(Map.of("account", "bp"));
    assertThat(DeltaTables.changedPartitions(spark, uri, -1, 1))
        .containsExactlyInAnyOrder(Map.of("account", "bp"), Map.of("account", "sg"));
    assertThat(DeltaTables.rowsPerPartition(spark, uri, 0))
        .isEqualTo(Map.of(Map.of("account", "sg"), 1L, Map.of("account", "bp"), 2L));
    assertThat(texts(DeltaTables.read(spark, uri, 0))).hasSize(3);
  }

  @Test
  void emptiesASlice() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"), row("bp", "2024-01", "2"));

    DeltaTables.write(spark, spec(SCHEMA), rows(), List.of(), slices("bp"), 1)
        .commit("staging", 2, "stage", "{}");

    assertThat(content()).containsExactly("sg 2024-01 1.000000000000");
  }

  @Test
  void appends() {
    commit(1, new Replace.Nothing(), row("sg", "2024-01", "1"));
    commit(2, new Replace.Nothing(), row("sg", "2024-02", "2"));

    assertThat(content()).containsExactly("sg 2024-01 1.000000000000", "sg 2024-02 2.000000000000");
  }

  @Test
  void refusesRowsOutsideTheSlices() {
    assertThatThrownBy(() -> write(slices("bp"), row("sg", "2024-03", "4")))
        .isInstanceOf(IntegrityException.class)
        .hasMessage(
            "rows of {account=sg} were written to "
                + uri
                + " where only [{account=bp}] are replaced");
  }

  @Test
  void growsTheSchemaInContractOrder() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"), row("bp", "2024-01", "2"));
    StructType wider =
        new StructType()
            .add("account", DataTypes.StringType)
            .add("store", DataTypes.StringType)
            .add("month", DataTypes.StringType)
            .add("earnings", DataTypes.createDecimalType(18, 12));

    Dataset<Row> rows =
        rows(row("bp", "2024-02", "3")).withColumn("store", functions.lit("spotify"));
    DeltaTables.write(spark, spec(wider), rows, List.of(), slices("bp"), 1)
        .commit("staging", 2, "stage", "{}");

    Dataset<Row> read = DeltaTables.read(spark, uri, 1);
    assertThat(read.columns()).containsExactly("account", "store", "month", "earnings");
    assertThat(texts(read))
        .containsExactly("bp spotify 2024-02 3.000000000000", "sg null 2024-01 1.000000000000");
  }

  @Test
  void keepsColumnsOnlyTheTableHas() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"), row("bp", "2024-01", "2"));
    StructType narrower =
        new StructType().add("account", DataTypes.StringType).add("month", DataTypes.StringType);

    DeltaTables.write(
            spark, spec(narrower), rows(row("bp", "2024-02", "3")), List.of(), slices("bp"), 1)
        .commit("staging", 2, "stage", "{}");

    assertThat(content()).containsExactly("bp 2024-02 null", "sg 2024-01 1.000000000000");
  }

  @Test
  void changesATypeOnlyWithTheWholeTable() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"));
    StructType other = new StructType().add("account", "string").add("month", "date");
    Dataset<Row> rows =
        rows(row("sg", "2024-01-01", "1")).withColumn("month", functions.col("month").cast("date"));

    assertThatThrownBy(
            () -> DeltaTables.write(spark, spec(other), rows, List.of(), slices("sg"), 1))
        .isInstanceOf(TransformationException.class)
        .hasMessage(
            "column month of "
                + uri
                + " is string in the table and date in the contract:"
                + " only a write of the whole table can change it");
    DeltaTables.write(spark, spec(other), rows, List.of(), new Replace.Everything(), 1)
        .commit("staging", 2, "stage", "{}");
    assertThat(content()).containsExactly("sg 2024-01-01");
  }

  @Test
  void commitsTheSameWorkOnce() throws IOException {
    commit(1, new Replace.Nothing(), row("sg", "2024-01", "1"));
    commit(2, new Replace.Nothing(), row("sg", "2024-02", "2"));
    long before = dataFiles();

    assertThat(commit(1, new Replace.Nothing(), row("sg", "2024-01", "1"))).isZero();
    assertThat(commit(2, new Replace.Nothing(), row("sg", "2024-02", "2"))).isEqualTo(1);

    assertThat(DeltaTables.info(spark, uri).orElseThrow().version()).isEqualTo(1);
    assertThat(content()).hasSize(2);
    assertThat(dataFiles()).isEqualTo(before);
  }

  @Test
  void theSameWorkOfTwoWritersIsCommittedOnce() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"));
    StagedWrite first = write(new Replace.Nothing(), row("sg", "2024-02", "2"));
    StagedWrite second = write(new Replace.Nothing(), row("sg", "2024-02", "2"));

    assertThat(first.commit("staging", 2, "stage", "{}")).isEqualTo(1);
    assertThat(second.commit("staging", 2, "stage", "{}")).isEqualTo(1);

    assertThat(content()).hasSize(2);
  }

  @Test
  void rowsThatStayAreCounted() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"), row("bp", "2024-01", "2"));

    assertThat(write(slices("sg"), row("sg", "2024-02", "3")).keptRows()).isEqualTo(1);
    assertThat(write(new Replace.Nothing(), row("sg", "2024-02", "3")).keptRows()).isEqualTo(2);
    assertThat(write(new Replace.Everything(), row("sg", "2024-02", "3")).keptRows()).isZero();
  }

  @Test
  void tablesWithoutAChecksumAreReadFromTheirLog() throws IOException {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"), row("bp", "2024-01", "2"));
    for (Path file : logFiles(".crc")) {
      Files.delete(file);
    }
    DeltaLog.clearCache();

    TableInfo info = DeltaTables.info(spark, uri).orElseThrow();
    assertThat(info.rows()).isEqualTo(2);
    assertThat(info.files()).isEqualTo(2);
    assertThat(info.transaction("staging")).hasValue(1);
    StagedWrite write = write(slices("bp"), row("bp", "2024-03", "4"));
    assertThat(write.replacedRows()).isEqualTo(1);
    write.commit("staging", 2, "stage", "{}");
    assertThat(content()).containsExactly("bp 2024-03 4.000000000000", "sg 2024-01 1.000000000000");
  }

  @Test
  void gateMetricsRideOnTheWrite() {
    RuleContract rule =
        new RuleContract(
            "money",
            "",
            RuleContract.Level.TABLE,
            Severity.HOLD_PUBLISH,
            "minimum",
            "earnings",
            null,
            0.0,
            null,
            null);
    TableChecks checks = TableChecks.of("royalties", List.of(rule), SCHEMA);

    StagedWrite write =
        DeltaTables.write(
            spark,
            spec(SCHEMA),
            rows(row("sg", "2024-01", "-1.5"), row("bp", "2024-01", "2")),
            checks.observations(),
            new Replace.Everything(),
            1);

    GateDecision decision = GateDecision.of(checks.judge(write.observed(), write.keptRows()));
    assertThat(decision.outcome()).isEqualTo(GateDecision.Outcome.HOLD);
    assertThat(decision.detail()).isEqualTo("money: minimum(earnings) is -1.5, wanted at least 0");
  }

  @Test
  void refusesTheLaterOfTwoWritersOfOneSlice() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"));
    StagedWrite first = write(slices("sg"), row("sg", "2024-02", "2"));
    StagedWrite second = write(slices("sg"), row("sg", "2024-03", "3"));

    first.commit("a", 1, "stage", "{}");

    assertThatThrownBy(() -> second.commit("b", 1, "stage", "{}"))
        .isInstanceOf(TransformationException.class)
        .hasMessage(
            "another writer changed the same rows of "
                + tablePath()
                + " first; nothing was committed");
    assertThat(content()).containsExactly("sg 2024-02 2.000000000000");
  }

  @Test
  void writersOfDifferentSlicesBothCommit() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"), row("bp", "2024-01", "2"));
    StagedWrite first = write(slices("sg"), row("sg", "2024-02", "3"));
    StagedWrite second = write(slices("bp"), row("bp", "2024-02", "4"));

    assertThat(first.commit("a", 1, "stage", "{}")).isEqualTo(1);
    assertThat(second.commit("b", 1, "stage", "{}")).isEqualTo(2);

    assertThat(content()).containsExactly("bp 2024-02 4.000000000000", "sg 2024-02 3.000000000000");
  }

  @Test
  void tablesAreReadableWithoutNewerFeatures() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"));

    Row detail = spark.sql("DESCRIBE DETAIL delta.`" + uri + "`").first();
    assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
    assertThat(detail.<Integer>getAs("minWriterVersion")).isEqualTo(2);
    assertThat(detail.<String>getAs("description")).isEqualTo("earnings of accounts");
    Map<String, String> properties = detail.getJavaMap(detail.fieldIndex("properties"));
    assertThat(properties)
        .containsEntry("delta.enableDeletionVectors", "false")
        .containsEntry("delta.dataSkippingStatsColumns", "`month`");
    Metadata column = spark.read().format("delta").load(uri).schema().apply("month").metadata();
    assertThat(column.getString("comment")).isEqualTo("sale month");
  }

  @Test
  void sortsRowsInsideFiles() {
    List<Row> rows = new ArrayList<>();
    for (int i = 9; i >= 0; i--) {
      rows.add(row(i % 2 == 0 ? "sg" : "bp", "2024-0" + i, "1"));
    }
    TableSpec sorted =
        new TableSpec(uri, SCHEMA, List.of("account"), List.of(), List.of("month"), "sorted");

    DeltaTables.write(
            spark, sorted, rows(rows.toArray(Row[]::new)), List.of(), new Replace.Everything(), 1)
        .commit("staging", 1, "stage", "{}");

    List<String> months =
        DeltaTables.read(spark, uri, 0)
            .where("account = 'sg'")
            .select("month")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(months).isSorted().hasSize(5);
  }

  @Test
  void joinsSmallFilesWithoutChangingPartitions() throws IOException {
    for (int i = 1; i <= 3; i++) {
      commit(i, new Replace.Nothing(), row("sg", "2024-0" + i, "1"));
    }

    DeltaTables.optimize(spark, uri);

    TableInfo info = DeltaTables.info(spark, uri).orElseThrow();
    assertThat(info.files()).isEqualTo(1);
    assertThat(info.rows()).isEqualTo(3);
    assertThat(info.userMetadata()).isEqualTo("{}");
    assertThat(DeltaTables.changedPartitions(spark, uri, 2, info.version())).isEmpty();
    DeltaTables.vacuum(spark, uri, 200);
    assertThat(dataFiles()).isEqualTo(4);
  }

  @Test
  void changesOfVersionsThatAreGoneAreAnError() {
    commit(1, new Replace.Everything(), row("sg", "2024-01", "1"));

    assertThatThrownBy(() -> DeltaTables.changedPartitions(spark, uri, 0, 1))
        .isInstanceOf(IntegrityException.class)
        .hasMessage("version 1 is not in the log of " + uri);
  }

  private long commit(long txn, Replace replace, Row... rows) {
    return write(replace, rows).commit("staging", txn, "stage", "{}");
  }

  private StagedWrite write(Replace replace, Row... rows) {
    return DeltaTables.write(spark, spec(SCHEMA), rows(rows), List.of(), replace, 1);
  }

  private TableSpec spec(StructType schema) {
    return new TableSpec(
        uri, schema, List.of("account"), List.of("month", "account"), "earnings of accounts");
  }

  private Dataset<Row> rows(Row... rows) {
    return spark.createDataFrame(List.of(rows), SCHEMA);
  }

  private static Row row(String account, String month, String earnings) {
    return RowFactory.create(account, month, new BigDecimal(earnings));
  }

  private static Replace slices(String account) {
    return new Replace.Slices(List.of(Map.of("account", account)));
  }

  private List<String> content() {
    return texts(spark.read().format("delta").load(uri));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(" ")).sorted().toList();
  }

  private String tablePath() {
    return uri.replace("file:///", "file:/");
  }

  private List<Path> logFiles(String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(java.net.URI.create(uri)).resolve("_delta_log"))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private long dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(java.net.URI.create(uri)))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .count();
    }
  }
}
