package com.bedrot.lake.conf.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.conf.zone.Zone;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** With the keys of the roles. */
@Tag("store-suite")
@RequiresTool(Tool.MINIO)
class MinioObjectStoreIT extends S3StoreContract {
  private static int drops;
  private final MinioServer server = MinioServer.shared();

  @Override
  LakeSettings.Store settings() {
    return server.settings(StoreRole.JOBS);
  }

  @Override
  String bucket() {
    return "lake-staging";
  }

  @Test
  void extractionLandsWhatItMayNotReadBack() throws IOException {
    ObjectStore landing = server.store(StoreRole.EXTRACT, Zone.LANDING);
    Path file = Files.writeString(files.resolve("drop"), "bytes");
    String drop = "drop" + drops++ + "/";

    assertThat(landing.createIfAbsent(drop + "a", bytes("first"))).isTrue();
    assertThat(landing.createIfAbsent(drop + "b", file)).isTrue();

    assertThat(landing.createIfAbsent(drop + "a", bytes("second"))).isFalse();
    assertThat(landing.createIfAbsent(drop + "b", file)).isFalse();
    assertThatThrownBy(() -> landing.get(drop + "a"))
        .isInstanceOf(LakeException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.STORE_DENIED);
    assertThat(text(server.store(StoreRole.JOBS, Zone.LANDING).get(drop + "a"))).isEqualTo("first");
  }

  @Test
  void extractionKnowsItsOwnDropWhenTheReplyWasLost() throws IOException {
    byte[] big = new byte[(16 << 20) + 5];
    new Random(7).nextBytes(big);
    Path file = Files.write(files.resolve("big"), big);
    String drop = "drop" + drops++ + "/";
    URI endpoint = Objects.requireNonNull(settings().endpoint());
    try (FaultProxy proxy = FaultProxy.before(endpoint.getPort());
        S3Client client =
            S3Clients.open(
                at(proxy.port(), server.settings(StoreRole.EXTRACT)), Duration.ofSeconds(5))) {
      ObjectStore landing =
          new S3ObjectStore(
              client,
              "lake-landing",
              drop,
              new S3Uploads(client, "lake-landing", StoreProtection.DEFAULT, 1 << 20));
      proxy.lose(1, request -> request.startsWith("PUT "));
      assertThat(landing.createIfAbsent("small", bytes("mine"))).isTrue();
      proxy.lose(4, request -> request.startsWith("PUT "));
      assertThat(landing.createIfAbsent("lost-often", bytes("mine"))).isTrue();
      proxy.lose(1, request -> request.startsWith("POST ") && request.contains("uploadId="));
      assertThat(landing.createIfAbsent("big", file)).isTrue();

      assertThat(proxy.left()).isZero();
    }
    ObjectStore seen = server.store(StoreRole.JOBS, Zone.LANDING);
    assertThat(text(seen.get(drop + "small"))).isEqualTo("mine");
    assertThat(seen.get(drop + "big")).isEqualTo(big);
  }

  @Test
  void aMissingObjectIsToldFromAForbiddenOne() {
    ObjectStore ops = server.store(StoreRole.EXTRACT, Zone.OPS);

    assertThat(ops.head("runs/none")).isEmpty();
    assertThat(ops.list("runs/none/")).isEmpty();
    assertThatThrownBy(() -> ops.head("publications/none"))
        .isInstanceOf(LakeException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.STORE_DENIED);
  }

  @Test
  void theServerEncryptsWhatItIsAskedTo() {
    LakeSettings.Store encrypted =
        settings()
            .withProtection(
                new StoreProtection(
                    StoreProtection.Encryption.AES256,
                    null,
                    null,
                    7,
                    StoreProtection.RetentionMode.COMPLIANCE));
    ObjectStore store = ObjectStores.open(URI.create("s3a://lake-sandbox/encrypted"), encrypted);

    store.put("x", bytes("secret"));

    assertThat(text(store.get("x"))).isEqualTo("secret");
    try (S3Client client = S3Clients.open(settings())) {
      assertThat(
              client
                  .headObject(r -> r.bucket("lake-sandbox").key("encrypted/x"))
                  .serverSideEncryption())
          .isEqualTo(ServerSideEncryption.AES256);
    }
  }
}
