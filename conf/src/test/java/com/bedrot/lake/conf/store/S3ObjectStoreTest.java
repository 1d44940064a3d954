package com.bedrot.lake.conf.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreTest extends ObjectStoreContract {
  private static final String BUCKET = "zone";
  @TempDir static Path folder;
  private static S3Server server;
  private static S3Client client;
  private static FaultProxy proxy;
  private static S3Client throughProxy;
  private static int prefixes;
  private String prefix;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(folder.resolve("buckets"));
    server.createBucket(BUCKET);
    client = S3Clients.open(server.settings());
    proxy = FaultProxy.before(server.port());
    throughProxy = S3Clients.open(S3Server.settings(proxy.port()), Duration.ofSeconds(5));
  }

  @AfterAll
  static void stop() {
    throughProxy.close();
    client.close();
    proxy.close();
    server.close();
  }

  @BeforeEach
  void anEmptyPrefix() {
    prefix = "p" + prefixes++ + "/";
  }

  @Override
  ObjectStore store() {
    return store(client);
  }

  private S3ObjectStore store(S3Client through) {
    return new S3ObjectStore(through, BUCKET, prefix, new S3Uploads(through, BUCKET, 1 << 20));
  }

  @Test
  void namesItsObjectsAsSparkReadsThem() {
    LakeSettings.Store settings = server.settings();
    try (S3ObjectStore store = S3ObjectStore.open(URI.create("s3a://bucket/a/b/"), settings)) {
      assertThat(store.uri("c/d e")).isEqualTo(URI.create("s3a://bucket/a/b/c/d%20e"));
      assertThat(store.localPath("c")).isEmpty();
    }
  }

  @Test
  void recognisesItsObjectWhenTheReplyWasLost() {
    ObjectStore store = store(throughProxy);
    proxy.lose(1, request -> request.startsWith("PUT "));

    assertThat(store.createIfAbsent("lost", bytes("mine"))).isTrue();

    assertThat(proxy.left()).isZero();
    assertThat(text(store.get("lost"))).isEqualTo("mine");
  }

  @Test
  void recognisesItsObjectWhenEveryReplyWasLost() {
    ObjectStore store = store(throughProxy);
    proxy.lose(4, request -> request.startsWith("PUT "));

    assertThat(store.createIfAbsent("lost", bytes("mine"))).isTrue();
    proxy.lose(0, request -> false);
  }

  @Test
  void recognisesItsObjectBehindAServerError() {
    ObjectStore store = store(throughProxy);
    proxy.answer(500, 1, request -> request.startsWith("PUT "));

    assertThat(store.createIfAbsent("error", bytes("mine"))).isTrue();
    assertThat(proxy.left()).isZero();
  }

  @Test
  void seesTheOthersObjectWhenTheReplyWasLost() {
    store().createIfAbsent("taken", bytes("theirs"));
    ObjectStore store = store(throughProxy);
    proxy.lose(1, request -> request.startsWith("PUT "));

    assertThat(store.createIfAbsent("taken", bytes("mine"))).isFalse();

    assertThat(text(store.get("taken"))).isEqualTo("theirs");
  }

  @Test
  void recognisesABigFileWhoseLastReplyWasLost() throws IOException {
    byte[] content = new byte[(16 << 20) + 5];
    new Random(7).nextBytes(content);
    Path file = Files.write(files.resolve("big"), content);
    ObjectStore store = store(throughProxy);
    proxy.lose(1, request -> request.startsWith("POST ") && request.contains("uploadId="));

    assertThat(store.createIfAbsent("big", file)).isTrue();

    assertThat(proxy.left()).isZero();
    assertThat(store().get("big")).isEqualTo(content);
    assertThat(store.createIfAbsent("big", file)).isFalse();
  }

  @Test
  void aWrongKeyIsDenied() {
    LakeSettings.Store wrong =
        new LakeSettings.Store(
            server.settings().endpoint(),
            "us-east-1",
            true,
            S3Server.ACCESS_KEY,
            new Secret("not-the-secret-key"));
    try (S3Client stranger = S3Clients.open(wrong)) {
      assertThatThrownBy(() -> store(stranger).put("x", bytes("x")))
          .isInstanceOf(LakeException.class)
          .hasMessage("cannot write s3a://zone/" + prefix + "x: status 403 SignatureDoesNotMatch")
          .extracting("code")
          .isEqualTo(ErrorCode.STORE_DENIED);
    }
  }

  @Test
  void aMissingBucketIsNotAMissingObject() {
    S3ObjectStore store =
        new S3ObjectStore(client, "no-such-bucket", "", new S3Uploads(client, "no-such-bucket"));

    assertThatThrownBy(() -> store.get("x"))
        .isInstanceOf(LakeException.class)
        .hasMessage("cannot read s3a://no-such-bucket/x: status 404 NoSuchBucket");
  }

  @Test
  void aServerThatDoesNotAnswerIsUnreachable() {
    try (S3Client nobody = S3Clients.open(S3Server.settings(1), Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> store(nobody).get("x"))
          .isInstanceOf(LakeException.class)
          .hasMessageStartingWith("cannot read s3a://zone/" + prefix + "x: ")
          .extracting("code")
          .isEqualTo(ErrorCode.STORE_UNREACHABLE);
    }
  }
}
