package com.bedrot.lake.conf.store.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.MinioServer;
import com.bedrot.lake.conf.store.S3Clients;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.conf.zone.Zone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Against a MinIO that was set up once. */
@RequiresTool(Tool.MINIO)
class StoreSetupIT {
  private final LakeSettings settings = MinioServer.shared().lakeSettings();

  @Test
  void aSecondSetupFindsEverythingAsItShouldBe() {
    assertThat(new StoreSetup(settings).make())
        .hasSize(18)
        .allMatch(outcome -> outcome.state() == StoreSetup.State.KEPT);
  }

  @Test
  void lookingMakesNothing() {
    LakeSettings other =
        MinioServer.shared().lakeSettings(Map.of("zones.sandbox", "s3a://lake-other"));

    assertThat(new StoreSetup(other).look())
        .contains(new StoreSetup.Outcome("lake-other: bucket", StoreSetup.State.MISSING));
    try (S3Client client = S3Clients.open(settings.store())) {
      assertThat(client.listBuckets().buckets())
          .noneMatch(bucket -> bucket.name().equals("lake-other"));
    }
  }

  @Test
  void keysThatMayNotAdministerMakeNoUsers() {
    StoreKeys jobs = keys(StoreRole.JOBS);

    assertThatThrownBy(
            () -> new StoreSetup(settings.withStore(settings.store().withKeys(jobs))).make())
        .hasMessageContaining("status 403");
  }

  @Test
  void everyCallOfEveryRoleEndsAsItsRightsSay() {
    List<Trial.Result> all = new ArrayList<>();
    try (S3Client looker = S3Clients.open(settings.store())) {
      for (StoreRole role : StoreRole.values()) {
        all.addAll(new RightsTrials(settings, role, keys(role)).run(looker));
      }
    }

    assertThat(all).filteredOn(result -> !result.isRight()).isEmpty();
    assertThat(all).filteredOn(r -> r.answer() == Trial.Answer.REFUSED).hasSizeGreaterThan(200);
    assertThat(all).filteredOn(r -> r.answer() == Trial.Answer.CARRIED_OUT).hasSizeGreaterThan(80);
  }

  @Test
  void aRightTooManyAndOneTooFewAreFound() {
    try (S3Client looker = S3Clients.open(settings.store())) {
      List<Trial.Result> results =
          new RightsTrials(settings, StoreRole.WAREHOUSE, keys(StoreRole.EXTRACT)).run(looker);

      assertThat(results)
          .filteredOn(result -> !result.isRight())
          .extracting(result -> result.trial().call())
          .contains("list curated/", "read curated/", "write landing/", "read ops/ledger/");
    }
  }

  @Test
  void aWrongKeyProvesNothing() {
    StoreKeys wrong =
        new StoreKeys("lake-notebook", new com.bedrot.lake.conf.settings.Secret("wrong-secret"));
    try (S3Client looker = S3Clients.open(settings.store())) {
      assertThat(new RightsTrials(settings, StoreRole.NOTEBOOK, wrong).run(looker))
          .allMatch(result -> result.answer() == Trial.Answer.UNCLEAR);
    }
  }

  @Test
  void nobodyDeletesWhatIsArchived() {
    try (S3Client admin = S3Clients.open(settings.store())) {
      String version =
          admin
              .putObject(
                  r -> r.bucket("lake-archive").key("kept"), RequestBody.fromString("for good"))
              .versionId();

      assertThatThrownBy(
              () ->
                  admin.deleteObject(r -> r.bucket("lake-archive").key("kept").versionId(version)))
          .isInstanceOf(S3Exception.class)
          .hasMessageContaining("Object is WORM protected");
    }
  }

  @Test
  void keysWrittenOverOrDeletedAreFound() {
    LakeSettings here = MinioServer.shared().lakeSettings(Map.of("zones.raw", "s3a://lake-raw/it"));
    try (S3Client admin = S3Clients.open(settings.store())) {
      put(admin, "it/once");
      put(admin, "it/twice");
      put(admin, "it/twice");
      put(admin, "it/deleted");
      admin.deleteObject(r -> r.bucket("lake-raw").key("it/deleted"));

      assertThat(KeyVersions.several(admin, here.zones(), Zone.RAW))
          .containsExactly("it/deleted", "it/twice");
    }
  }

  @Test
  void madeKeysAreForTheirOwnerOnly() throws Exception {
    var file = LakeHome.storeKey(settings.home(), StoreRole.JOBS);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file, StandardCharsets.UTF_8).strip())
        .hasSize(40)
        .isEqualTo(keys(StoreRole.JOBS).secretKey().reveal());
  }

  private static void put(S3Client client, String key) {
    client.putObject(r -> r.bucket("lake-raw").key(key), RequestBody.fromString(key));
  }

  private StoreKeys keys(StoreRole role) {
    return Objects.requireNonNull(settings.store().roles().get(role), role.id());
  }
}
