package com.bedrot.lake.conf.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest extends S3StoreContract {
  @TempDir static Path folder;
  private S3Server server;

  @Override
  void start() {
    server = S3Server.start(folder.resolve("buckets"));
    server.createBucket("zone");
  }

  @Override
  void stop() {
    server.close();
  }

  @Override
  LakeSettings.Store settings() {
    return server.settings();
  }

  @Override
  String bucket() {
    return "zone";
  }

  @Test
  void aMissingBucketIsNotAMissingObject() {
    S3ObjectStore store =
        (S3ObjectStore) ObjectStores.open(URI.create("s3a://no-such-bucket"), settings());

    assertThatThrownBy(() -> store.get("x"))
        .isInstanceOf(LakeException.class)
        .hasMessage("cannot read s3a://no-such-bucket/x: status 404 NoSuchBucket");
  }
}
