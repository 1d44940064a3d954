package com.bedrot.lake.jobs.objectstore;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import com.bedrot.lake.conf.store.StoreTraffic;
import com.bedrot.lake.conf.store.StoreTrust;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lake's store settings as Hadoop's S3A takes them, as Spark settings. */
public final class S3aSettings {
  private static final String S3A = "spark.hadoop.fs.s3a.";

  /** Certificates are no secret; the format wants a password all the same. */
  private static final String TRUST_PASSWORD = "certificates";

  private S3aSettings() {}

  /**
   * The settings. Where the store's certificate is signed by an authority of its own, this process
   * trusts it from now on: S3A knows no trust but the JVM's.
   */
  public static Map<String, String> of(LakeSettings.Store store, Path home) {
    Map<String, String> conf = new LinkedHashMap<>();
    URI endpoint = store.endpoint();
    if (endpoint != null) {
      conf.put(S3A + "endpoint", endpoint.toString());
      conf.put(
          S3A + "connection.ssl.enabled", String.valueOf("https".equals(endpoint.getScheme())));
    }
    conf.put(S3A + "endpoint.region", store.region());
    conf.put(S3A + "path.style.access", String.valueOf(store.pathStyle()));
    String accessKey = store.accessKey();
    if (accessKey != null) {
      conf.put(
          S3A + "aws.credentials.provider",
          "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
      conf.put(S3A + "access.key", accessKey);
      conf.put(S3A + "secret.key", store.secretKey().reveal());
    }
    // stores that are not Amazon's send other entity tags for the same bytes
    conf.put(S3A + "change.detection.mode", "none");
    conf.put(S3A + "attempts.maximum", "4");
    conf.put(S3A + "retry.limit", "4");
    conf.put(S3A + "connection.establish.timeout", "5s");
    conf.put(S3A + "audit.execution.interceptors", StoreTraffic.class.getName());
    conf.putAll(encryption(store.protection()));
    trust(store.protection(), home);
    return conf;
  }

  private static Map<String, String> encryption(StoreProtection protection) {
    return switch (protection.encryption()) {
      case NONE -> Map.of();
      case AES256 -> Map.of(S3A + "encryption.algorithm", "SSE-S3");
      case KMS -> {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put(S3A + "encryption.algorithm", "SSE-KMS");
        String key = protection.kmsKey();
        if (key != null) {
          conf.put(S3A + "encryption.key", key);
        }
        yield conf;
      }
    };
  }

  private static void trust(StoreProtection protection, Path home) {
    Path ca = protection.ca();
    if (ca == null) {
      return;
    }
    Path trust = home.resolve("cache").resolve("store-trust.p12");
    StoreTrust.write(ca, trust, TRUST_PASSWORD);
    System.setProperty("javax.net.ssl.trustStore", trust.toString());
    System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
    System.setProperty("javax.net.ssl.trustStorePassword", TRUST_PASSWORD);
  }
}
