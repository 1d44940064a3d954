package com.bedrot.lake.jobs.export;

import static com.bedrot.lake.jobs.export.WarehouseExportIT.SALES;
import static com.bedrot.lake.jobs.export.WarehouseExportIT.sale;
import static com.bedrot.lake.jobs.export.WarehouseExportIT.sales;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.warehouse.WarehouseTestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class KilledExportIT {
  private static final int KILLED = 137;
  private static final List<String> OLD = List.of("one", "1.000000000000");
  private static final List<String> NEW = List.of("two", "2.000000000000");

  @TempDir Path home;

  @Test
  void servesTheOldRowsWhereverItIsKilledAndTheRerunCompletes(SparkSession spark) throws Exception {
    Map<String, String> database = WarehouseTestServer.databaseSettings();
    ExportFixture lake = new ExportFixture(spark, WarehouseTestServer.settings(home, database));
    lake.declare(SALES);
    lake.write("sales", sales(spark, sale("a", "one", "1", 1)));
    lake.export(lake.publish());
    lake.write("sales", sales(spark, sale("a", "two", "2", 1)));
    Publication publication = lake.publish();

    for (String point :
        List.of("export.copied-part", "export.in-transaction", "export.committed")) {
      assertThat(killedAt(point, database)).as(point).isEqualTo(KILLED);
      assertThat(lake.ask("select title, earnings_usd from lake.sales"))
          .as(point)
          .containsExactly(point.equals("export.committed") ? NEW : OLD);
      assertThat(ExportCheck.due(lake.lake())).as(point).contains(publication);
    }

    assertThat(lake.export(publication).tables()).isEmpty();
    assertThat(ExportCheck.due(lake.lake())).isEmpty();
    assertThat(lake.ask("select title, earnings_usd from lake.sales")).containsExactly(NEW);
    assertThat(lake.one("select count(*) from ops.export_ledger")).isEqualTo("2");
    assertThat(lake.one("select count(*) from pg_tables where schemaname = 'load'")).isEqualTo("1");
  }

  private int killedAt(String point, Map<String, String> database)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-Dlake.kill-at=" + point,
            "-cp",
            System.getProperty("java.class.path"),
            ExportMain.class.getName(),
            home.toString()));
    database.forEach((key, value) -> command.addAll(List.of(key, value)));
    Path log = Files.createTempFile(home, "export", ".log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(() -> text(log)).isEqualTo(KILLED);
    return status;
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
