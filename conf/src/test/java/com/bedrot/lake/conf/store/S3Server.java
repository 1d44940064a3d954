package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server in this process, signatures checked, started from a jar in a class loader of its
 * own: its other versions of everything never meet ours.
 */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "test-access-key";
  public static final String SECRET_KEY = "test-secret-key-value";

  private final URLClassLoader loader;
  private final Object server;
  private final int port;
  private int buckets;

  private S3Server(URLClassLoader loader, Object server, int port) {
    this.loader = loader;
    this.server = server;
    this.port = port;
  }

  /** Starts a server that keeps its buckets under {@code folder}. */
  public static S3Server start(Path folder) {
    try {
      Files.createDirectories(folder);
      URL jar = Path.of(System.getProperty("s3proxy.jar")).toUri().toURL();
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar, quiet(folder)}, ClassLoader.getPlatformClassLoader());
      Object server = started(loader, folder);
      int port = (int) server.getClass().getMethod("getPort").invoke(server);
      return new S3Server(loader, server, port);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the S3 server does not start", e);
    }
  }

  /** Settings that reach it. */
  public LakeSettings.Store settings() {
    return settings(port);
  }

  /** Settings that reach something before it. */
  public static LakeSettings.Store settings(int port) {
    return new LakeSettings.Store(
        URI.create("http://127.0.0.1:" + port),
        "us-east-1",
        true,
        ACCESS_KEY,
        new Secret(SECRET_KEY));
  }

  public int port() {
    return port;
  }

  public void createBucket(String name) {
    try (S3Client client = S3Clients.open(settings())) {
      client.createBucket(r -> r.bucket(name));
    }
  }

  /** An empty store in a bucket of its own. */
  public ObjectStore emptyStore() {
    String bucket = "bucket-" + buckets++;
    createBucket(bucket);
    return ObjectStores.open(URI.create("s3a://" + bucket), settings());
  }

  @Override
  public void close() {
    try {
      server.getClass().getMethod("stop").invoke(server);
      loader.close();
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the S3 server does not stop", e);
    }
  }

  private static Object started(ClassLoader loader, Path folder)
      throws ReflectiveOperationException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Properties properties = properties(folder);
      Class<?> blobStore = loader.loadClass("org.gaul.s3proxy.blobstore.BlobStore");
      Object store =
          loader
              .loadClass("org.gaul.s3proxy.BlobStores")
              .getMethod("create", String.class, Properties.class)
              .invoke(null, "filesystem-nio2", properties);
      Class<?> builderType = loader.loadClass("org.gaul.s3proxy.S3Proxy$Builder");
      Object builder =
          builderType.getMethod("fromProperties", Properties.class).invoke(null, properties);
      builderType.getMethod("blobStore", blobStore).invoke(builder, store);
      Object server = builderType.getMethod("build").invoke(builder);
      server.getClass().getMethod("start").invoke(server);
      return server;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the S3 server does not start", e.getCause());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** A folder whose Logback file is found before the server's own, and silences it. */
  private static URL quiet(Path folder) throws IOException {
    Path quiet = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-quiet"));
    Files.writeString(
        quiet.resolve("logback-test.xml"), "<configuration><root level=\"OFF\"/></configuration>");
    return quiet.toUri().toURL();
  }

  private static Properties properties(Path folder) {
    Properties properties = new Properties();
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
    properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    properties.setProperty("s3proxy.identity", ACCESS_KEY);
    properties.setProperty("s3proxy.credential", SECRET_KEY);
    properties.setProperty("jclouds.provider", "filesystem-nio2");
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    return properties;
  }
}
