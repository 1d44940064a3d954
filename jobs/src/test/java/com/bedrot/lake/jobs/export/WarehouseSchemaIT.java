package com.bedrot.lake.jobs.export;

import static com.bedrot.lake.jobs.export.WarehouseExportIT.SALES;
import static com.bedrot.lake.jobs.export.WarehouseExportIT.sale;
import static com.bedrot.lake.jobs.export.WarehouseExportIT.sales;
import static com.bedrot.lake.jobs.warehouse.TableContracts.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.LoadException;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.jobs.SparkTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class WarehouseSchemaIT {
  @TempDir Path home;
  private SparkSession spark;
  private ExportFixture lake;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    lake = new ExportFixture(session, home);
    lake.declare(SALES);
  }

  @Test
  void addsAColumnOfTheContractAndLoadsTheTableAgain() {
    lake.write("sales", sales(spark, sale("a", "one", "1", 1), sale("b", "two", "2", 1)));
    lake.export(lake.publish());

    lake.declare(
        table(
            "sales",
            List.of("source", "account"),
            List.of("source", "account", "_row"),
            "source text!",
            "account text!",
            "title text",
            "earnings_usd numeric(18,12)!",
            "mood text!",
            "_row bigint!"));
    lake.write(
        "sales",
        spark.sql(
            """
            select 'distrokid' source, account, account title, 'calm' mood,
              cast(1 as decimal(18,12)) earnings_usd, 1L _row
            from values ('a'), ('b') as t (account)
            """));
    ExportReport report = lake.export(lake.publish());

    assertThat(report.tables().get(0).slices()).isNull();
    assertThat(lake.ask("select account, mood from lake.sales order by 1"))
        .containsExactly(List.of("a", "calm"), List.of("b", "calm"));
    assertThat(
            lake.one(
                "select is_nullable from information_schema.columns"
                    + " where table_name = 'sales' and column_name = 'mood'"))
        .isEqualTo("NO");
    assertThat(
            lake.ask(
                "select position, data_type, required, key_position, description"
                    + " from lake.data_dictionary where table_name = 'sales'"
                    + " and column_name in ('mood', '_row') order by 1"))
        .containsExactly(
            Arrays.asList("5", "text", "t", null, "The mood"),
            List.of("6", "bigint", "t", "3", "The _row"));
    assertThat(lake.one("select col_description('lake.sales'::regclass, 4)"))
        .isEqualTo("The earnings_usd (USD)");
    assertThat(lake.one("select obj_description('lake.sales'::regclass)"))
        .isEqualTo("What it's about: sales");
  }

  @Test
  void refusesWhatCannotBeChangedInPlaceAndRebuildsItOnCommand() {
    lake.write("sales", sales(spark, sale("a", "7", "1", 1)));
    lake.export(lake.publish());
    lake.declare(
        table(
            "sales",
            List.of("source", "account"),
            List.of("source", "_row"),
            "source text!",
            "account text",
            "title bigint",
            "_row bigint!"));
    lake.write("sales", spark.sql("select 'distrokid' source, 'a' account, 7L title, 1L _row"));
    Publication publication = lake.publish();

    assertThatThrownBy(() -> lake.export(publication))
        .isInstanceOf(LoadException.class)
        .hasMessage(
            "The warehouse tables are not what their contracts say:\n"
                + "  sales: column title is text, not bigint;"
                + " run `lake warehouse rebuild sales`\n"
                + "  sales: column earnings_usd is not in the contract any more;"
                + " run `lake warehouse rebuild sales`\n"
                + "  sales: the key is (source, account, _row), not (source, _row);"
                + " run `lake warehouse rebuild sales`")
        .extracting(e -> ((LakeException) e).code())
        .isEqualTo(ErrorCode.WAREHOUSE_SCHEMA);
    assertThat(lake.ask("select title, earnings_usd from lake.sales"))
        .containsExactly(List.of("7", "1.000000000000"));

    WarehouseExport.export(spark, lake.lake(), publication, Set.of("sales"));
    assertThat(lake.ask("select * from lake.sales"))
        .containsExactly(List.of("distrokid", "a", "7", "1"));
    assertThat(lake.export(publication).tables()).isEmpty();
  }

  @Test
  void rebuildNamesWhatDependsOnTheTable() {
    lake.write("sales", sales(spark, sale("a", "one", "1", 1)));
    Publication publication = lake.publish();
    lake.export(publication);
    lake.ask("create view lake.mine as select * from lake.sales");

    assertThatThrownBy(
            () -> WarehouseExport.export(spark, lake.lake(), publication, Set.of("sales")))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("view lake.mine depends on table lake.sales")
        .hasMessageEndingWith("then run `lake warehouse rebuild sales`");
    assertThat(lake.one("select count(*) from lake.mine")).isEqualTo("1");
  }

  @Test
  void namesColumnsOfTheCuratedTableThatAreNotAsDeclared() {
    lake.write("sales", spark.sql("select 'd' source, 'a' account, 1 title, 1L _row"));

    assertThatThrownBy(() -> lake.export(lake.publish()))
        .isInstanceOf(LoadException.class)
        .hasMessage(
            "Version 0 of sales is not what its contract says: title is int, not string; no column"
                + " earnings_usd");
  }
}
