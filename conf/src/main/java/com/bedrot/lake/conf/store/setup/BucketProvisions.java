package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import com.bedrot.lake.conf.store.S3Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;

/** What one bucket should have. */
final class BucketProvisions {
  static final int UPLOAD_DAYS = 3;
  static final int STAGING_VERSION_DAYS = 7;

  private final S3Client client;
  private final Bucket bucket;
  private final StoreProtection protection;
  private final boolean minio;

  /**
   * @param minio whether the server takes no rule about unfinished uploads: MinIO has a setting of
   *     its own for them
   */
  BucketProvisions(S3Client client, Bucket bucket, StoreProtection protection, boolean minio) {
    this.client = client;
    this.bucket = bucket;
    this.protection = protection;
    this.minio = minio;
  }

  /** A provision of this bucket: how it looks and how it is made. */
  private record Step(String what, Supplier<Boolean> look, Runnable act) implements Provision {
    /** An answer that there is no such bucket or no such configuration means: not there. */
    @Override
    public boolean present() {
      try {
        return look.get();
      } catch (S3Exception e) {
        if (e.statusCode() == 404) {
          return false;
        }
        throw S3Clients.error("look up", what, e);
      } catch (SdkException e) {
        throw S3Clients.error("look up", what, e);
      }
    }

    @Override
    public void make() throws ConnectionException {
      try {
        act.run();
      } catch (SdkException e) {
        throw S3Clients.error("make", what, e);
      }
    }
  }

  /** In the order they are made. */
  List<Provision> all() {
    List<Provision> all = new ArrayList<>();
    all.add(step("bucket", this::exists, this::create));
    if (bucket.isVersioned()) {
      all.add(step("versioning", this::isVersioned, this::turnVersioningOn));
    }
    if (bucket.isLocked()) {
      all.add(step(retentionName(), this::isRetained, this::retain));
    }
    if (!rules().isEmpty()) {
      all.add(step("life cycle", this::hasRules, this::putRules));
    }
    if (protection.encryption() != StoreProtection.Encryption.NONE) {
      all.add(step("encryption " + algorithm(), this::isEncrypted, this::encrypt));
    }
    return all;
  }

  private Step step(String what, Supplier<Boolean> look, Runnable act) {
    return new Step(bucket.name() + ": " + what, look, act);
  }

  private boolean exists() {
    client.headBucket(r -> r.bucket(bucket.name()));
    return true;
  }

  private void create() {
    client.createBucket(
        CreateBucketRequest.builder()
            .bucket(bucket.name())
            .objectLockEnabledForBucket(bucket.isLocked() ? Boolean.TRUE : null)
            .build());
  }

  private boolean isVersioned() {
    return client.getBucketVersioning(r -> r.bucket(bucket.name())).status()
        == BucketVersioningStatus.ENABLED;
  }

  private void turnVersioningOn() {
    client.putBucketVersioning(
        r ->
            r.bucket(bucket.name())
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  private String retentionName() {
    return "retention of " + protection.retentionYears() + " years, " + mode();
  }

  private ObjectLockRetentionMode mode() {
    return switch (protection.retentionMode()) {
      case COMPLIANCE -> ObjectLockRetentionMode.COMPLIANCE;
      case GOVERNANCE -> ObjectLockRetentionMode.GOVERNANCE;
    };
  }

  private boolean isRetained() {
    var rule =
        client
            .getObjectLockConfiguration(r -> r.bucket(bucket.name()))
            .objectLockConfiguration()
            .rule();
    return rule != null && retention().equals(rule.defaultRetention());
  }

  private void retain() {
    client.putObjectLockConfiguration(
        r ->
            r.bucket(bucket.name())
                .objectLockConfiguration(
                    c ->
                        c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                            .rule(rule -> rule.defaultRetention(retention()))));
  }

  private DefaultRetention retention() {
    return DefaultRetention.builder().mode(mode()).years(protection.retentionYears()).build();
  }

  private boolean hasRules() {
    return kept(true).containsAll(rules());
  }

  /** Rules that are not ours stay. */
  private void putRules() {
    List<LifecycleRule> all = new ArrayList<>(present(() -> kept(false)));
    all.addAll(rules());
    client.putBucketLifecycleConfiguration(
        r -> r.bucket(bucket.name()).lifecycleConfiguration(c -> c.rules(all)));
  }

  private static List<LifecycleRule> present(Supplier<List<LifecycleRule>> look) {
    try {
      return look.get();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return List.of();
      }
      throw e;
    }
  }

  private List<LifecycleRule> kept(boolean ours) {
    List<String> names = rules().stream().map(LifecycleRule::id).toList();
    return client.getBucketLifecycleConfiguration(r -> r.bucket(bucket.name())).rules().stream()
        .filter(rule -> names.contains(rule.id()) == ours)
        .toList();
  }

  private List<LifecycleRule> rules() {
    List<LifecycleRule> rules = new ArrayList<>();
    if (!minio) {
      rules.add(
          rule("lake-unfinished-uploads", "")
              .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(UPLOAD_DAYS))
              .build());
    }
    if (bucket.holdsStaging()) {
      rules.add(
          rule("lake-staging-versions", bucket.staging())
              .noncurrentVersionExpiration(e -> e.noncurrentDays(STAGING_VERSION_DAYS))
              .build());
    }
    return rules;
  }

  private static LifecycleRule.Builder rule(String id, String prefix) {
    return LifecycleRule.builder()
        .id(id)
        .status(ExpirationStatus.ENABLED)
        .filter(LifecycleRuleFilter.builder().prefix(prefix).build());
  }

  private ServerSideEncryption algorithm() {
    return protection.encryption() == StoreProtection.Encryption.KMS
        ? ServerSideEncryption.AWS_KMS
        : ServerSideEncryption.AES256;
  }

  private boolean isEncrypted() {
    return client
        .getBucketEncryption(r -> r.bucket(bucket.name()))
        .serverSideEncryptionConfiguration()
        .rules()
        .stream()
        .anyMatch(rule -> wanted().equals(rule.applyServerSideEncryptionByDefault()));
  }

  private void encrypt() {
    client.putBucketEncryption(
        r ->
            r.bucket(bucket.name())
                .serverSideEncryptionConfiguration(
                    c -> c.rules(rule -> rule.applyServerSideEncryptionByDefault(wanted()))));
  }

  private ServerSideEncryptionByDefault wanted() {
    return ServerSideEncryptionByDefault.builder()
        .sseAlgorithm(algorithm())
        .kmsMasterKeyID(protection.kmsKey())
        .build();
  }
}
