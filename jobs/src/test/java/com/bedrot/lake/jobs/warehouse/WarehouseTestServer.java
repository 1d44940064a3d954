package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The module's one embedded server: started by the first test that asks, stopped and removed with
 * the JVM. Each test takes a database of its own.
 */
public final class WarehouseTestServer {
  private WarehouseTestServer() {}

  /** Settings of an installation in that folder, with an embedded warehouse of its own. */
  public static LakeSettings settings(Path home, Map<String, String> overrides) {
    Map<String, String> variables = new HashMap<>();
    variables.put("LAKE_HOME", home.toString());
    variables.put("PROJECT_ROOT", home.toString());
    return SettingsLoader.load(Environment.of(variables), overrides).settings();
  }

  /** Settings that use an empty database of the shared server as an external warehouse. */
  public static LakeSettings emptyDatabase(Path home) {
    return Holder.database(home);
  }

  private static final class Holder {
    private static final Path HOME = temporaryFolder();
    private static final LakeSettings SHARED = settings(HOME, Map.of());
    private static final Warehouse SERVER = started();
    private static int databases;

    private static Warehouse started() {
      Warehouse warehouse = Warehouse.open(SHARED);
      Runtime.getRuntime().addShutdownHook(new Thread(Holder::stop));
      return warehouse;
    }

    private static synchronized LakeSettings database(Path home) {
      String name = "test_" + databases++;
      try (var connection = SERVER.connect("tests");
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
        statement.execute("alter role lake password 'secret of the tests'");
        Credentials fixed =
            new Credentials(
                new com.bedrot.lake.conf.settings.Secret("secret of the tests"),
                SERVER.server().orElseThrow().credentials().reader());
        fixed.write(HOME.resolve("warehouse/pgpass"), "lake_reader");
      } catch (java.sql.SQLException | IOException e) {
        throw new IllegalStateException(e);
      }
      String url = SERVER.address().url();
      return settings(
          home,
          Map.of(
              "warehouse.url", url.substring(0, url.lastIndexOf('/') + 1) + name,
              "warehouse.user", "lake",
              "warehouse.password", "secret of the tests"));
    }

    private static Path temporaryFolder() {
      try {
        return Files.createTempDirectory("lake-warehouse-tests");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop() {
      Warehouse.stop(SHARED);
      try {
        PostgresBinaries.deleteTree(HOME);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
