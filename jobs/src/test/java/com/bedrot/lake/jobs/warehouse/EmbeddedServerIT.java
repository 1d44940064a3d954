package com.bedrot.lake.jobs.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;
  private LakeSettings settings;

  @AfterEach
  void stop() {
    if (settings != null) {
      Warehouse.stop(settings);
    }
  }

  @Test
  void startsDurableOnLoopbackWithPrivatePasswordsAndKeepsDataOverAStop() throws Exception {
    settings = WarehouseTestServer.settings(home, Map.of());

    Warehouse first = Warehouse.open(settings);
    WarehouseStatus running = Warehouse.status(settings);
    assertThat(one(first, "show fsync")).isEqualTo("on");
    assertThat(one(first, "show synchronous_commit")).isEqualTo("on");
    assertThat(one(first, "show listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords())))
        .isEqualTo("rw-------");
    assertThat(first.readerUrl())
        .startsWith("postgresql://lake_reader@127.0.0.1:")
        .endsWith("/lake?passfile=" + passwords());
    assertThat(first.address().toString()).isEqualTo("lake at " + running.url());
    one(first, "create table lake.kept as select 7 as n");

    Warehouse second = Warehouse.open(settings);
    assertThat(Warehouse.status(settings)).isEqualTo(running);
    assertThat(one(second, "select n from lake.kept")).isEqualTo("7");

    assertThat(Warehouse.stop(settings)).isTrue();
    assertThat(Warehouse.stop(settings)).isFalse();
    assertThat(Warehouse.status(settings).running()).isFalse();
    Warehouse third = Warehouse.open(settings);
    assertThat(one(third, "select n from lake.kept")).isEqualTo("7");
    assertThat(Warehouse.status(settings).url()).isEqualTo(running.url());
  }

  @Test
  void recoversFromAKilledServerWhoseNoteWasLeftBehind() throws Exception {
    settings = WarehouseTestServer.settings(home, Map.of());
    Warehouse warehouse = Warehouse.open(settings);
    one(warehouse, "create table lake.kept as select 7 as n");
    long killed = Warehouse.status(settings).pid();

    ProcessHandle server = ProcessHandle.of(killed).orElseThrow();
    server.destroyForcibly();
    server.onExit().join();

    assertThat(one(warehouse, "select n from lake.kept")).isEqualTo("7");
    assertThat(Warehouse.status(settings).pid()).isNotEqualTo(killed);
  }

  @Test
  void survivesTheProgramsThatStartItAtTheSameTime() throws Exception {
    settings = WarehouseTestServer.settings(home, Map.of());
    List<Process> starters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starters.add(starter());
    }
    for (Process starter : starters) {
      assertThat(starter.waitFor()).as(output(starter)).isZero();
    }

    WarehouseStatus status = Warehouse.status(settings);
    assertThat(status.running()).isTrue();
    assertThat(one(Warehouse.open(settings), "select count(*) from lake.freshness")).isEqualTo("0");
    assertThat(Warehouse.status(settings)).isEqualTo(status);
  }

  @Test
  void stopsByItselfOnceNobodyIsConnected() throws Exception {
    settings = WarehouseTestServer.settings(home, Map.of("warehouse.idle", "2s"));
    Warehouse warehouse = Warehouse.open(settings);
    long pid = Warehouse.status(settings).pid();
    try (Connection client = warehouse.connect("client");
        Statement statement = client.createStatement()) {
      statement.execute("select pg_sleep(5)");
      assertThat(Warehouse.status(settings).running()).isTrue();
    }

    await().atMost(LONG).until(() -> !Warehouse.status(settings).running());
    await().atMost(LONG).until(() -> watchers(pid) == 0);
    assertThat(one(warehouse, "select 1")).isEqualTo("1");
  }

  @Test
  void readerCannotChangeOrSeeWhatIsNotForReaders() throws Exception {
    settings = WarehouseTestServer.settings(home, Map.of());
    Warehouse warehouse = Warehouse.open(settings);
    one(warehouse, "create table lake.shown as select 7 as n");
    String password = Credentials.read(passwords(), "lake_reader").reader().reveal();

    try (Connection reader =
            DriverManager.getConnection(warehouse.address().url(), "lake_reader", password);
        Statement statement = reader.createStatement()) {
      try (ResultSet row = statement.executeQuery("select n from shown")) {
        assertThat(row.next()).isTrue();
      }
      for (String forbidden :
          List.of(
              "insert into lake.shown values (8)",
              "set default_transaction_read_only = off; insert into lake.shown values (8)",
              "select * from ops.export_ledger",
              "set transaction_read_only = off; create temporary table t (a int)",
              "set transaction_read_only = off; create table lake.t (a int)",
              "set role lake",
              "select pg_read_file('/etc/passwd')",
              "copy lake.shown to program 'cat'")) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.execute(forbidden))
            .as(forbidden)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  private Path passwords() {
    return home.resolve("warehouse").resolve("pgpass");
  }

  private Process starter() throws IOException {
    File log = Files.createTempFile(home, "starter", ".log").toFile();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StarterMain.class.getName(),
            home.toString())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  private String output(Process starter) throws IOException {
    StringBuilder all = new StringBuilder(starter + "\n");
    try (var files = Files.newDirectoryStream(home, "starter*.log")) {
      for (Path file : files) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static long watchers(long server) {
    return ProcessHandle.allProcesses()
        .filter(
            p -> p.info().commandLine().orElse("").contains("lake-warehouse-idle " + server + " "))
        .count();
  }

  /** The first value, or nothing for a statement that gives none. */
  static String one(Warehouse warehouse, String sql) throws SQLException {
    try (Connection connection = warehouse.connect("test");
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      ResultSet row = statement.getResultSet();
      row.next();
      return row.getString(1);
    }
  }
}
