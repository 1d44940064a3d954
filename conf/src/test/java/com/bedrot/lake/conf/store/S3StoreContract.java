package com.bedrot.lake.conf.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.S3Client;

/** What the S3 store must do on every server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3StoreContract extends ObjectStoreContract {
  private static int prefixes;
  private S3Client client;
  private FaultProxy proxy;
  private S3Client throughProxy;
  private String prefix;

  /** The server, reached with keys that may do everything in the bucket. */
  abstract LakeSettings.Store settings();

  /** A bucket that is there. */
  abstract String bucket();

  /** Makes the server ready. */
  void start() {}

  /** The server is no longer needed. */
  void stop() {}

  @BeforeAll
  void open() throws IOException {
    start();
    client = S3Clients.open(settings());
    URI server = Objects.requireNonNull(settings().endpoint());
    proxy = FaultProxy.before(server.getPort());
    throughProxy = S3Clients.open(at(proxy.port(), settings()), Duration.ofSeconds(5));
  }

  @AfterAll
  void close() {
    throughProxy.close();
    client.close();
    proxy.close();
    stop();
  }

  @BeforeEach
  void anEmptyPrefix() {
    prefix = getClass().getSimpleName() + prefixes++ + "/";
  }

  @Override
  ObjectStore store() {
    return store(client);
  }

  private S3ObjectStore store(S3Client through) {
    return new S3ObjectStore(
        through,
        bucket(),
        prefix,
        new S3Uploads(through, bucket(), StoreProtection.DEFAULT, 1 << 20));
  }

  /** The same settings with another port of this machine. */
  static LakeSettings.Store at(int port, LakeSettings.Store settings) {
    return new LakeSettings.Store(
        URI.create("http://127.0.0.1:" + port),
        settings.region(),
        settings.pathStyle(),
        settings.accessKey(),
        settings.secretKey());
  }

  @Test
  void namesItsObjectsAsSparkReadsThem() {
    try (S3ObjectStore store = S3ObjectStore.open(URI.create("s3a://bucket/a/b/"), settings())) {
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
        settings()
            .withKeys(
                new StoreKeys(
                    String.valueOf(settings().accessKey()), new Secret("not-the-secret-key")));
    try (S3Client stranger = S3Clients.open(wrong)) {
      assertThatThrownBy(() -> store(stranger).put("x", bytes("x")))
          .isInstanceOf(LakeException.class)
          .hasMessage(
              "cannot write s3a://"
                  + bucket()
                  + "/"
                  + prefix
                  + "x: status 403 SignatureDoesNotMatch")
          .extracting("code")
          .isEqualTo(ErrorCode.STORE_DENIED);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsUnreachable() {
    try (S3Client nobody = S3Clients.open(at(1, settings()), Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> store(nobody).get("x"))
          .isInstanceOf(LakeException.class)
          .hasMessageStartingWith("cannot read s3a://" + bucket() + "/" + prefix + "x: ")
          .extracting("code")
          .isEqualTo(ErrorCode.STORE_UNREACHABLE);
    }
  }
}
