package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.SettingsLoader;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.setup.StoreSetup;
import com.bedrot.lake.conf.tool.MinioProgram;
import com.bedrot.lake.conf.zone.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A real MinIO, a process of its own, set up as the lake sets a store up. */
public final class MinioServer implements AutoCloseable {
  private static final String ADMIN = "test-admin";
  private static final String ADMIN_KEY = "test-admin-secret-key";
  private static final AtomicInteger PLACES = new AtomicInteger();

  private final Process process;
  private final Path folder;
  private final int port;
  private final String scheme;

  private MinioServer(Process process, Path folder, int port, String scheme) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.scheme = scheme;
  }

  /** The one of this test process, started on first use, with buckets and role users. */
  public static MinioServer shared() {
    return Shared.SERVER;
  }

  /**
   * An empty one.
   *
   * @param certificates folder with {@code public.crt} and {@code private.key}, or null for plain
   *     HTTP
   */
  public static MinioServer start(Path folder, Path certificates) {
    try {
      Files.createDirectories(folder.resolve("data"));
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
              MinioProgram.find().orElseThrow().toString(),
              "server",
              "--quiet",
              "--address",
              "127.0.0.1:" + port,
              "--certs-dir",
              String.valueOf(certificates == null ? folder.resolve("none") : certificates),
              folder.resolve("data").toString());
      builder.environment().put("MINIO_ROOT_USER", ADMIN);
      builder.environment().put("MINIO_ROOT_PASSWORD", ADMIN_KEY);
      builder.environment().put("MINIO_BROWSER", "off");
      builder.environment().put("MINIO_UPDATE", "off");
      String key = Base64.getEncoder().encodeToString(new byte[32]);
      builder.environment().put("MINIO_KMS_SECRET_KEY", "lake:" + key);
      builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
      String scheme = certificates == null ? "http" : "https";
      MinioServer server = new MinioServer(builder.start(), folder, port, scheme);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its variables for an administrator, the zones in buckets {@code lake-<zone>}. */
  public Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("LAKE_HOME", folder.resolve("home").toString());
    variables.put("AWS_ENDPOINT_URL", scheme + "://127.0.0.1:" + port);
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", ADMIN);
    variables.put("AWS_SECRET_ACCESS_KEY", ADMIN_KEY);
    for (Zone zone : Zone.values()) {
      variables.put(zone.variable(), "s3a://lake-" + zone.id());
    }
    return variables;
  }

  /** All settings, as an administrator's process loads them. */
  public LakeSettings lakeSettings() {
    return lakeSettings(Map.of());
  }

  /** As above, with other values. */
  public LakeSettings lakeSettings(Map<String, String> overrides) {
    return SettingsLoader.load(Environment.of(environment()), overrides).settings();
  }

  /** How the role reaches it. */
  public LakeSettings.Store settings(StoreRole role) {
    LakeSettings.Store store = lakeSettings().store();
    return store.withKeys(Objects.requireNonNull(store.roles().get(role), role.id()));
  }

  /** The zone with the role's keys. */
  public ObjectStore store(StoreRole role, Zone zone) {
    return ObjectStores.open(URI.create("s3a://lake-" + zone.id()), settings(role));
  }

  /** A place in the zone that nobody used yet. */
  public ObjectStore emptyStore(StoreRole role, Zone zone) {
    String place = String.format(Locale.ROOT, "place-%04d", PLACES.incrementAndGet());
    return ObjectStores.open(URI.create("s3a://lake-" + zone.id() + "/" + place), settings(role));
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() {
    if (scheme.equals("https")) {
      awaitPort();
      return;
    }
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/minio/health/ready"))
            .build();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(java.net.ConnectException.class)
        .until(() -> http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
  }

  private void awaitPort() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(java.net.ConnectException.class)
        .until(
            () -> {
              new java.net.Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Shared {
    private static final MinioServer SERVER = startShared();

    private static MinioServer startShared() {
      try {
        Path folder = Files.createTempDirectory("lake-minio-");
        MinioServer server = start(folder, null);
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      server.close();
                      delete(folder);
                    }));
        new StoreSetup(server.lakeSettings()).make();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
