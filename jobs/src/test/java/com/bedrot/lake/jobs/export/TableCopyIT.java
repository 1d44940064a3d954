package com.bedrot.lake.jobs.export;

import static com.bedrot.lake.jobs.export.WarehouseExportIT.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.spark.SideBySide;
import com.bedrot.lake.jobs.warehouse.TableReconciler;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseAddress;
import com.bedrot.lake.jobs.warehouse.WarehouseTable;
import com.bedrot.lake.jobs.warehouse.WarehouseTestServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TableCopyIT {
  private static final WarehouseTable TABLE = WarehouseTable.of(List.of(SALES)).get(0);

  @TempDir Path home;
  private SparkSession spark;
  private Warehouse warehouse;
  private Connection connection;
  private LoadTable load;
  private TableCopy copy;

  @BeforeEach
  void open(SparkSession session) throws SQLException {
    spark = session;
    warehouse = Warehouse.open(WarehouseTestServer.withDatabase(home));
    connection = warehouse.connect("test");
    TableReconciler.reconcile(connection, List.of(TABLE), Set.of());
    load = LoadTable.create(connection, TABLE, "20261120T120000Z-abcdef_1");
    copy = new TableCopy(warehouse.address(), new CuratedTables(spark, lake()));
  }

  private com.bedrot.lake.conf.Lake lake() {
    return com.bedrot.lake.conf.LakeOpener.open(
        WarehouseTestServer.settings(home, Map.of()),
        () -> new com.bedrot.lake.conf.contract.Contracts(List.of(), List.of()));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  /** 40,000 rows in two parts; {@code failing} attempts of each part fail near their end. */
  private Dataset<Row> rows(int failing) {
    UDF1<Long, String> failure =
        id -> {
          if (id % 20_000 == 19_990 && TaskContext.get().attemptNumber() < failing) {
            throw new IllegalStateException("attempt " + TaskContext.get().attemptNumber());
          }
          return "t" + id;
        };
    return spark
        .range(0, 40_000, 1, 2)
        .select(
            functions.lit("distrokid").as("source"),
            functions.lit("a").as("account"),
            functions.udf(failure, DataTypes.StringType).apply(functions.col("id")).as("title"),
            functions.expr("cast(id * 0.000000000001 as decimal(18,12))").as("earnings_usd"),
            functions.col("id").as("_row"));
  }

  private long count() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + load.quotedName())) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void retriedTasksLeaveTheirRowsOnce() throws SQLException {
    assertThat(copy.copy(rows(2), load.name(), TABLE.columns())).isEqualTo(2);

    assertThat(count()).isEqualTo(40_000);
    LoadTable.Content content = load.content(connection);
    assertThat(content.parts()).isEqualTo(2);
    assertThat(content.rows()).isEqualTo(40_000);
    assertThat(content.sums()).isEqualTo(Map.of("earnings_usd", new BigDecimal("0.000799980000")));
  }

  @Test
  void aSecondSuccessOfTheSamePartsAddsNothing() throws SQLException {
    copy.copy(rows(0), load.name(), TABLE.columns());
    copy.copy(rows(0), load.name(), TABLE.columns());

    assertThat(count()).isEqualTo(40_000);
    assertThat(load.content(connection).rows()).isEqualTo(40_000);
  }

  /** Spark wraps what its tasks throw; the run's report wants the lake's own error. */
  @Test
  void aServerLostInTheMiddleIsALoadError() {
    WarehouseAddress address = warehouse.address();
    UDF1<Long, String> ending =
        id -> {
          if (id == 39_990) {
            endCopies(address);
          }
          return "t" + id;
        };
    Dataset<Row> rows =
        rows(0)
            .withColumn(
                "title", functions.udf(ending, DataTypes.StringType).apply(functions.col("_row")));

    assertThatThrownBy(
            () -> SideBySide.all(List.of(() -> copy.copy(rows, load.name(), TABLE.columns()))))
        .isInstanceOfSatisfying(
            LakeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WAREHOUSE_LOAD));
  }

  private static void endCopies(WarehouseAddress address) throws SQLException {
    try (Connection other = address.connect("test");
        Statement statement = other.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where usename = current_user and datname = current_database()"
              + " and application_name like 'lake-export %'");
    }
  }

  @Test
  void leftoversOfDeadExportsAreDropped() throws SQLException {
    copy.copy(rows(0), load.name(), TABLE.columns());

    LoadTable.dropLeftovers(connection);

    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (select count(*) from load.parts),"
                    + " (select count(*) from pg_tables where schemaname = 'load')")) {
      row.next();
      assertThat(row.getLong(1)).isZero();
      assertThat(row.getLong(2)).isEqualTo(1);
    }
  }
}
