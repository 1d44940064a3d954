package com.bedrot.lake.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseTestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCommandIT {
  @TempDir Path home;
  private Map<String, String> database;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void fill() throws SQLException {
    database = WarehouseTestServer.databaseSettings();
    Warehouse warehouse = Warehouse.open(WarehouseTestServer.settings(home, database));
    try (Connection connection = warehouse.connect("test");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table lake.sales (title text, earnings_usd numeric(38,12), n bigint, ok boolean)");
      statement.execute(
          """
          insert into lake.sales values
            ('=1+1', 12345678901234567890.123456789012, -3, true),
            ('+a', -0.5, 9007199254740993, false),
            (E'\\tx', null, null, null),
            ('', 0, 0, true),
            (E'two\\nlines, "quoted"', 1, 1, true)
          """);
    }
  }

  private int lake(String... arguments) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("sql"));
    database.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    all.addAll(List.of(arguments));
    CommandContext context =
        new CommandContext(
            new Printer(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.PLAIN),
            Environment.of(Map.of("LAKE_HOME", home.toString(), "PROJECT_ROOT", home.toString())),
            RunContext.start());
    return LakeCommandLine.run(JobsCommand.class, context, all.toArray(String[]::new));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsAlignedColumnsForPeople() {
    assertThat(lake("select n, ok from sales where n is not null order by n")).isZero();

    assertThat(printed())
        .isEqualTo(
            """
                           N  OK
                          -3  true
                           0  true
                           1  true
            9007199254740993  false
            """);
    assertThat(complained()).isEqualTo("(4 rows)\n");
  }

  @Test
  void printsCsvASpreadsheetCannotRun() {
    assertThat(lake("--csv", "select title, earnings_usd, n from sales order by n nulls last"))
        .isZero();

    assertThat(printed())
        .isEqualTo(
            "title,earnings_usd,n\n"
                + "'=1+1,12345678901234567890.123456789012,-3\n"
                + "\"\",0.000000000000,0\n"
                + "\"two\nlines, \"\"quoted\"\"\",1.000000000000,1\n"
                + "'+a,-0.500000000000,9007199254740993\n"
                + "'\tx,,\n");
  }

  @Test
  void printsJsonWithEveryDigit() {
    assertThat(lake("--json", "select * from sales where n < 0 or n is null order by n nulls last"))
        .isZero();

    assertThat(printed())
        .isEqualTo(
            """
            {
              "schema_version": 1,
              "columns": [{"name":"title","type":"text"},{"name":"earnings_usd","type":"numeric"},\
            {"name":"n","type":"int8"},{"name":"ok","type":"bool"}],
              "rows": [
                ["=1+1","12345678901234567890.123456789012",-3,true],
                ["\\tx",null,null,null]
              ]
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from lake.sales",
        "with gone as (delete from lake.sales returning *) select * from gone",
        "select 1; delete from lake.sales",
        "commit; delete from lake.sales",
        "set transaction read write",
        "create temporary table t (a int)",
        "do $$ begin delete from lake.sales; end $$",
        "explain analyze delete from lake.sales",
        "select * from ops.export_ledger",
        "select set_config('role', 'none', true), nextval('ops.export_ledger_id_seq')",
        "select * from sales for update"
      })
  void refusesEverythingButReading(String statement) throws SQLException {
    assertThat(lake(statement)).isEqualTo(2);

    assertThat(complained()).startsWith("error SQL_NOT_READ_ONLY: Only reading is allowed\n");
    assertThat(printed()).isEmpty();
    assertThat(lake("select count(*) as n from sales")).isZero();
    assertThat(printed()).isEqualTo("N\n5\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"selec 1", "select * from nothing_of_that_name", "  ", "select 1/0"})
  void refusesWhatPostgresqlDoesNotUnderstand(String statement) {
    assertThat(lake(statement)).isEqualTo(2);

    assertThat(complained())
        .startsWith("error SQL_INVALID: The statement was refused by the warehouse\n");
  }

  @Test
  void asksNothingOfAWarehouseThatWasNeverLoaded() {
    database = Map.of();

    assertThat(lake("select 1")).isEqualTo(2);

    assertThat(complained())
        .contains("Nothing was loaded into the warehouse yet; `lake run` loads it");
    assertThat(home.resolve("warehouse")).doesNotExist();
  }
}
