package com.bedrot.lake.jobs.export;

import static com.bedrot.lake.jobs.warehouse.TableContracts.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.IntegrityException;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.Publication.TableVersion;
import com.bedrot.lake.jobs.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class WarehouseExportIT {
  static final TableContract SALES =
      table(
          "sales",
          List.of("source", "account"),
          List.of("source", "account", "_row"),
          "source text!",
          "account text!",
          "title text",
          "earnings_usd numeric(18,12)!",
          "_row bigint!");

  @TempDir Path home;
  private SparkSession spark;
  private ExportFixture lake;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    lake = new ExportFixture(session, home);
  }

  private Dataset<Row> sales(Row... rows) {
    return sales(spark, rows);
  }

  static Dataset<Row> sales(SparkSession spark, Row... rows) {
    return spark.createDataFrame(
        Arrays.asList(rows),
        StructType.fromDDL(
            "source string, account string, title string, earnings_usd decimal(18,12), _row"
                + " bigint"));
  }

  static Row sale(String account, String title, String earnings, long row) {
    return RowFactory.create("distrokid", account, title, new BigDecimal(earnings), row);
  }

  @Test
  void replacesOnlyTheChangedSlicesAndWritesItsLedger() {
    lake.declare(SALES);
    lake.write("sales", sales(sale("a", "one", "0.1", 1), sale("b", "two", "0.2", 1)));
    lake.export(lake.publish());
    String untouched = lake.one("select xmin from lake.sales where account = 'b'");

    lake.write(
        "sales",
        sales(sale("a", "one", "0.100000000001", 1), sale("a", "more", "-5", 2)),
        "account = 'a'");
    ExportReport report = lake.export(lake.publish());

    assertThat(report.tables())
        .containsExactly(
            new ExportReport.TableExport(
                "sales",
                0L,
                1,
                1,
                1,
                2,
                3,
                Map.of("earnings_usd", new BigDecimal("-4.899999999999"))));
    assertThat(lake.ask("select account, title, earnings_usd from lake.sales order by 1, _row"))
        .containsExactly(
            List.of("a", "one", "0.100000000001"),
            List.of("a", "more", "-5.000000000000"),
            List.of("b", "two", "0.200000000000"));
    assertThat(lake.one("select xmin from lake.sales where account = 'b'")).isEqualTo(untouched);
    assertThat(
            lake.ask(
                "select run_id, delta_version, slices, rows_deleted, rows_loaded, rows, checksum"
                    + " from ops.export_ledger order by id"))
        .containsExactly(
            Arrays.asList(
                "20261120T120000Z-abcdef",
                "0",
                null,
                "0",
                "2",
                "2",
                "rows=2 earnings_usd=0.300000000000"),
            List.of(
                "20261120T120001Z-abcdef",
                "1",
                "1",
                "1",
                "2",
                "3",
                "rows=2 earnings_usd=-4.899999999999"));
    assertThat(lake.ask("select table_name, rows, delta_version from lake.freshness"))
        .containsExactly(List.of("sales", "3", "1"));
  }

  @Test
  void loadsNothingTwice() {
    lake.declare(SALES);
    lake.write("sales", sales(sale("a", "one", "0.1", 1)));
    Publication publication = lake.publish();
    assertThat(ExportCheck.due(lake.lake())).contains(publication);
    lake.export(publication);

    assertThat(ExportCheck.due(lake.lake())).isEmpty();
    assertThat(lake.export(publication).tables()).isEmpty();
    assertThat(lake.one("select count(*) from ops.export_ledger")).isEqualTo("1");
    assertThat(loadTables()).isEmpty();
    assertThat(lake.ask("select * from load.parts")).isEmpty();
  }

  private List<List<String>> loadTables() {
    return lake.ask(
        "select tablename from pg_tables where schemaname = 'load' and tablename <> 'parts'");
  }

  @Test
  void removesSlicesThatAreGone() {
    lake.declare(SALES);
    lake.write("sales", sales(sale("a", "one", "0.1", 1), sale("b", "two", "0.2", 1)));
    lake.export(lake.publish());

    lake.write("sales", sales(), "account = 'b'");
    lake.export(lake.publish());

    assertThat(lake.ask("select account from lake.sales")).containsExactly(List.of("a"));
  }

  @Test
  void readersSeeTheOldRowsUntilTheCommit() throws Exception {
    lake.declare(SALES);
    lake.write("sales", sales(sale("a", "one", "1", 1)));
    lake.export(lake.publish());
    Row[] many = new Row[500];
    Arrays.setAll(many, i -> sale("a", "new", "2", i));
    lake.write("sales", sales(many));
    Publication publication = lake.publish();

    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Callable<Set<String>> reading =
          () -> {
            Set<String> seen = new HashSet<>();
            do {
              seen.add(lake.one("select count(*) || ' ' || sum(earnings_usd) from lake.sales"));
            } while (!done.get());
            return seen;
          };
      Future<Set<String>> seen = reader.submit(reading);
      lake.export(publication);
      done.set(true);
      assertThat(seen.get()).isSubsetOf("1 1.000000000000", "500 1000.000000000000");
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void refusesAPublicationWhoseRowsDoNotAddUpAndServesTheOldOnes() {
    lake.declare(SALES);
    lake.write("sales", sales(sale("a", "one", "1", 1)));
    lake.export(lake.publish());
    lake.write("sales", sales(sale("a", "one", "2", 1), sale("a", "two", "2", 2)));
    Publication published = lake.publish();
    Publication wrong =
        new Publication(
            published.runId(),
            published.at(),
            Map.of("sales", new TableVersion(1, 3, true)),
            Map.of());

    assertThatThrownBy(() -> lake.export(wrong))
        .isInstanceOf(IntegrityException.class)
        .hasMessage("sales: version 1 of the curated table has 3 rows, the warehouse would have 2")
        .extracting(e -> ((LakeException) e).code())
        .isEqualTo(ErrorCode.INTEGRITY_ROWS);
    assertThat(lake.ask("select title, earnings_usd from lake.sales"))
        .containsExactly(List.of("one", "1.000000000000"));
    assertThat(loadTables()).hasSize(1);

    lake.export(published);
    assertThat(lake.one("select count(*) from lake.sales")).isEqualTo("2");
    assertThat(loadTables()).isEmpty();
  }

  @Test
  void refusesMoneyThatChangedOnItsWay() {
    lake.declare(SALES);
    lake.write("sales", sales(sale("a", "one", "1", 1)));
    lake.export(lake.publish());
    lake.ask(
        """
        create function lake.cheat() returns trigger language plpgsql as $$
        begin new.earnings_usd := new.earnings_usd + 0.000000000001; return new; end $$
        """);
    lake.ask(
        "create trigger cheat before insert on lake.sales"
            + " for each row execute function lake.cheat()");
    lake.write("sales", sales(sale("a", "one", "2", 1)));

    assertThatThrownBy(() -> lake.export(lake.publish()))
        .isInstanceOf(IntegrityException.class)
        .hasMessage(
            "sales.earnings_usd: the sum is 2.000000000000 in the curated zone, the warehouse would"
                + " have 2.000000000001");
    assertThat(lake.ask("select earnings_usd from lake.sales"))
        .containsExactly(List.of("1.000000000000"));
  }

  @Test
  void publishesAllTablesTogetherWithTheirViews() {
    lake.declare(SALES);
    lake.declare(table("names", List.of(), List.of("name"), "name text!", "note text"));
    lake.write("sales", sales(sale("a", "one", "1", 1)));
    lake.write("names", spark.sql("select 'x' name, cast(null as string) note"));
    lake.export(lake.publish());
    lake.ask("create materialized view lake.earned as select sum(earnings_usd) s from lake.sales");
    lake.ask("create view lake.known as select name from lake.names");

    lake.write("sales", sales(sale("a", "one", "5", 1)));
    lake.write("names", spark.sql("select 'y' name, 'z' note"));
    assertThat(lake.export(lake.publish()).tables()).hasSize(2);

    assertThat(lake.one("select s from lake.earned")).isEqualTo("5.000000000000");
    assertThat(lake.one("select name from lake.known")).isEqualTo("y");
    assertThat(lake.one("select count(distinct xmin::text) from ops.export_ledger")).isEqualTo("2");
  }

  @Test
  void takesKeysWithMissingPartsAsUniqueAndReplacesSlicesOfNull() {
    lake.declare(
        table(
            "monthly",
            List.of("account"),
            List.of("account", "track_id"),
            "account text",
            "track_id text",
            "n bigint"));
    lake.write("monthly", spark.sql("select cast(null as string) account, 't' track_id, 1L n"));
    lake.export(lake.publish());
    lake.write(
        "monthly",
        spark.sql("select cast(null as string) account, 't' track_id, 2L n"),
        "account is null");
    ExportReport report = lake.export(lake.publish());

    assertThat(report.tables().get(0).slices()).isEqualTo(1);
    assertThat(lake.ask("select * from lake.monthly"))
        .containsExactly(Arrays.asList(null, "t", "2"));
    assertThatThrownBy(() -> lake.ask("insert into lake.monthly values (null, 't', 3)"))
        .hasMessageContaining("monthly_grain");
  }
}
