package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.jobs.warehouse.EmbeddedServer.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse of an installation: the PostgreSQL named by {@code warehouse.url}, or else the
 * embedded one under LAKE_HOME, started when needed.
 */
public final class Warehouse {
  /** The embedded server's owner of everything. */
  static final String OWNER = "lake";

  /** The embedded server's one database. */
  static final String DATABASE = "lake";

  private static final int ATTEMPTS = 5;
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String DATABASE_EXISTS = "42P04";
  private static final String DATABASE_BEING_MADE = "23505";
  private static final String STARTING_OR_STOPPING = "57P03";
  private static final String CONNECTION_TROUBLE = "08";

  private final LakeSettings.Warehouse settings;
  private final WarehouseFolder folder;
  private final @Nullable EmbeddedServer server;
  private WarehouseAddress owner;

  private Warehouse(
      LakeSettings.Warehouse settings,
      WarehouseFolder folder,
      @Nullable EmbeddedServer server,
      WarehouseAddress owner) {
    this.settings = settings;
    this.folder = folder;
    this.server = server;
    this.owner = owner;
  }

  /**
   * The warehouse, running, with its schema as this program needs it.
   *
   * @throws com.bedrot.lake.conf.error.ConnectionException WAREHOUSE_UNREACHABLE if it does not
   *     start or answer
   */
  public static Warehouse open(LakeSettings settings) {
    Warehouse warehouse = at(settings);
    try (Connection connection = warehouse.connect("lake")) {
      new WarehouseSchema(warehouse).prepare(connection);
    } catch (SQLException e) {
      throw WarehouseErrors.unreachable(warehouse.owner.url(), e);
    }
    return warehouse;
  }

  private static Warehouse at(LakeSettings settings) {
    LakeSettings.Warehouse its = settings.warehouse();
    WarehouseFolder folder = WarehouseFolder.under(settings.home());
    String url = its.url();
    if (url != null) {
      return new Warehouse(
          its, folder, null, new WarehouseAddress(url, its.user(), its.password()));
    }
    new LakeHome(settings.home()).prepare();
    EmbeddedServer server = new EmbeddedServer(folder, its.readOnlyRole(), its.idle());
    return new Warehouse(its, folder, server, ownerAddress(server));
  }

  private static WarehouseAddress ownerAddress(EmbeddedServer server) {
    Endpoint endpoint = server.start();
    server.touch();
    return new WarehouseAddress(
        "jdbc:postgresql://127.0.0.1:" + endpoint.port() + "/" + DATABASE,
        OWNER,
        server.credentials().owner());
  }

  /** A new connection of the owner, in autocommit; the embedded server is started again if gone. */
  public Connection connect(String application) {
    for (int attempt = 1; ; attempt++) {
      try {
        return owner.connect(application);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !mended(e)) {
          throw WarehouseErrors.unreachable(owner.url(), e);
        }
      }
    }
  }

  private boolean mended(SQLException e) {
    if (server == null) {
      return false;
    }
    String state = String.valueOf(e.getSQLState());
    if (state.equals(NO_SUCH_DATABASE)) {
      createDatabase();
      return true;
    }
    if (state.equals(STARTING_OR_STOPPING) || state.startsWith(CONNECTION_TROUBLE)) {
      owner = ownerAddress(server);
      return true;
    }
    return false;
  }

  private void createDatabase() {
    try (Connection connection = owner.withDatabase("postgres").connect("lake");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + DATABASE);
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (!state.equals(DATABASE_EXISTS) && !state.equals(DATABASE_BEING_MADE)) {
        throw WarehouseErrors.unreachable(owner.url(), e);
      }
    }
  }

  /**
   * A new connection that can only read: the embedded server's read-only log-in; on an external
   * server the owner's log-in in the read-only role.
   */
  Connection connectReader(String application) {
    try {
      if (server == null) {
        Connection connection = connect(application);
        try (Statement statement = connection.createStatement()) {
          statement.execute("set session role " + readerRole());
        }
        return connection;
      }
      return new WarehouseAddress(
              owner.url(), settings.readOnlyRole(), server.credentials().reader())
          .connect(application);
    } catch (SQLException e) {
      throw WarehouseErrors.unreachable(owner.url(), e);
    }
  }

  /** What executors connect with. */
  public WarehouseAddress address() {
    return owner;
  }

  boolean embedded() {
    return server != null;
  }

  Optional<EmbeddedServer> server() {
    return Optional.ofNullable(server);
  }

  /** The read-only role, as it stands in a statement. */
  String readerRole() {
    return SqlNames.quoted(settings.readOnlyRole());
  }

  String readerName() {
    return settings.readOnlyRole();
  }

  /**
   * The URL other programs read with. For the embedded server it names the password file instead of
   * the password, which libpq and all that is built on it understand.
   */
  public String readerUrl() {
    String plain = owner.url().substring("jdbc:".length());
    return server == null
        ? plain
        : plain.replace("://", "://" + settings.readOnlyRole() + "@")
            + "?passfile="
            + folder.passwords();
  }

  /** The JDBC URL of the read-only log-in. */
  public String jdbcUrl() {
    return server == null ? owner.url() : owner.url() + "?user=" + settings.readOnlyRole();
  }

  /** Whether nothing was ever loaded; false for an external server, which is not asked. */
  public static boolean isEmpty(LakeSettings settings) {
    return settings.warehouse().url() == null
        && !WarehouseFolder.under(settings.home()).initialized();
  }

  /** Changes when the installation is pointed at another warehouse. */
  public static String identity(LakeSettings settings) {
    String url = settings.warehouse().url();
    return url == null ? "embedded" : url;
  }

  /** Whether the embedded server runs now; nothing is started. */
  public static WarehouseStatus status(LakeSettings settings) {
    LakeSettings.Warehouse its = settings.warehouse();
    String url = its.url();
    if (url != null) {
      return new WarehouseStatus(false, true, url, null, null);
    }
    WarehouseFolder folder = WarehouseFolder.under(settings.home());
    Optional<Endpoint> running =
        new EmbeddedServer(folder, its.readOnlyRole(), its.idle()).running();
    return new WarehouseStatus(
        true,
        running.isPresent(),
        running.map(e -> "jdbc:postgresql://127.0.0.1:" + e.port() + "/" + DATABASE).orElse(null),
        running.map(Endpoint::pid).orElse(null),
        folder.data().toString());
  }

  /**
   * Stops the embedded server.
   *
   * @return false if none was running, or the warehouse is an external one
   */
  public static boolean stop(LakeSettings settings) {
    LakeSettings.Warehouse its = settings.warehouse();
    return its.url() == null
        && new EmbeddedServer(
                WarehouseFolder.under(settings.home()), its.readOnlyRole(), its.idle())
            .stop();
  }
}
