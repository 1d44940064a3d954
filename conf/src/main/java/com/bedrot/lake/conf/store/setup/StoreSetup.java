package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.S3Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Sets the store of an installation up; what is there as it should be is left as it is. Users and
 * policies are made where the store is a MinIO and the keys are an administrator's.
 */
public final class StoreSetup {
  private final LakeSettings settings;

  /**
   * @param settings with the keys of whoever sets the store up
   */
  public StoreSetup(LakeSettings settings) {
    this.settings = settings;
  }

  /** Whether something was as it should be, or what was done about it. */
  public enum State {
    KEPT,
    MADE,
    MISSING,
    /** Not for these keys, or not for this server. */
    LEFT_OUT
  }

  /** One thing the store should have, and what became of it. */
  public record Outcome(String what, State state) {}

  /** Only looks: what is not as it should be is {@link State#MISSING}. */
  public List<Outcome> look() {
    return walk(false);
  }

  /**
   * Makes what is missing.
   *
   * @throws ConfigurationException {@code CONFIG_INVALID} where no zone is on S3, or the archive
   *     shares a bucket
   */
  public List<Outcome> make() {
    return walk(true);
  }

  private List<Outcome> walk(boolean act) {
    List<Bucket> buckets = Bucket.of(settings.zones());
    if (buckets.isEmpty()) {
      throw new ConfigurationException(
          ErrorCode.CONFIG_INVALID,
          "no zone is on S3: set LANDING_ZONE, RAW_ZONE, ... to s3a://bucket");
    }
    Optional<MinioAdmin> found = MinioAdmin.find(settings.store());
    try (MinioAdmin minio = found.orElse(null);
        S3Client client = S3Clients.open(settings.store())) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Bucket bucket : buckets) {
        BucketProvisions provisions =
            new BucketProvisions(client, bucket, settings.store().protection(), minio != null);
        provisions.all().forEach(p -> outcomes.add(outcome(p, act)));
      }
      outcomes.addAll(roles(minio, act));
      return outcomes;
    }
  }

  private List<Outcome> roles(@Nullable MinioAdmin minio, boolean act) {
    List<Outcome> outcomes = new ArrayList<>();
    if (minio == null || !minio.mayAdminister()) {
      for (StoreRole role : StoreRole.values()) {
        outcomes.add(new Outcome("user and policy " + role.userName(), State.LEFT_OUT));
      }
      return outcomes;
    }
    outcomes.add(uploads(minio, act));
    for (StoreRole role : StoreRole.values()) {
      outcomes.add(outcome(new RoleProvision(minio, role, settings), act));
    }
    return outcomes;
  }

  /** The server tells what it is set to in encrypted form only, so it is told every time. */
  private static Outcome uploads(MinioAdmin minio, boolean act) {
    if (act) {
      minio.configure("api stale_uploads_expiry=" + BucketProvisions.UPLOAD_DAYS * 24 + "h");
    }
    return new Outcome(
        "server: unfinished uploads end after " + BucketProvisions.UPLOAD_DAYS + " days",
        act ? State.KEPT : State.MISSING);
  }

  private static Outcome outcome(Provision provision, boolean act) {
    if (provision.present()) {
      return new Outcome(provision.what(), State.KEPT);
    }
    if (act) {
      provision.make();
    }
    return new Outcome(provision.what(), act ? State.MADE : State.MISSING);
  }
}
