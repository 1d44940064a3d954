package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The module's one shared server: started by the first test that asks, stopped and removed with the
 * JVM. Each test takes an empty database of its own, as an external warehouse whose user is no
 * superuser.
 */
public final class WarehouseTestServer {
  private static final String PASSWORD = "known to the tests";

  private WarehouseTestServer() {}

  /** Settings of an installation in that folder, with an embedded warehouse unless overridden. */
  public static LakeSettings settings(Path home, Map<String, String> overrides) {
    Map<String, String> variables = new HashMap<>();
    variables.put("LAKE_HOME", home.toString());
    variables.put("PROJECT_ROOT", home.toString());
    return SettingsLoader.load(Environment.of(variables), overrides).settings();
  }

  /** Settings of an installation in that folder whose warehouse is a new, empty database. */
  public static LakeSettings withDatabase(Path home) {
    return settings(home, databaseSettings());
  }

  /** The settings that point an installation at a new, empty database. */
  public static Map<String, String> databaseSettings() {
    return Holder.database();
  }

  private static final class Holder {
    private static final Path HOME = temporaryFolder();
    private static final LakeSettings SHARED = settings(HOME, Map.of());
    private static final Warehouse SERVER = started();
    private static int databases;

    private static Warehouse started() {
      Warehouse warehouse = Warehouse.open(SHARED);
      Runtime.getRuntime().addShutdownHook(new Thread(Holder::stop));
      try (Connection connection = warehouse.connect("tests");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "create role tester login createrole password '" + PASSWORD + "' role lake");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return warehouse;
    }

    private static synchronized Map<String, String> database() {
      String name = "test_" + databases++;
      try (Connection connection = SERVER.connect("tests");
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name + " owner tester");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      String url = SERVER.address().url();
      return Map.of(
          "warehouse.url",
          url.substring(0, url.lastIndexOf('/') + 1) + name,
          "warehouse.user",
          "tester",
          "warehouse.password",
          PASSWORD,
          "warehouse.read-only-role",
          "reader_of_" + name);
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
