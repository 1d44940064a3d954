package com.bedrot.lake.jobs.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import com.bedrot.lake.conf.settings.store.StoreProtection.Encryption;
import com.bedrot.lake.conf.settings.store.StoreProtection.RetentionMode;
import com.bedrot.lake.conf.store.StoreTraffic;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3aSettingsTest {
  private static final LakeSettings.Store STORE =
      new LakeSettings.Store(
          URI.create("https://store.example:9000"), "eu-1", true, "key", new Secret("hidden"));
  @TempDir private Path home;

  @Test
  void countsEveryRequestAndEncryptsNothingByDefault() {
    assertThat(S3aSettings.of(STORE, home))
        .containsEntry("spark.hadoop.fs.s3a.connection.ssl.enabled", "true")
        .containsEntry(
            "spark.hadoop.fs.s3a.audit.execution.interceptors", StoreTraffic.class.getName())
        .doesNotContainKey("spark.hadoop.fs.s3a.encryption.algorithm");
  }

  @Test
  void encryptsAsTheSettingsSay() {
    assertThat(S3aSettings.of(STORE.withProtection(with(Encryption.AES256, null)), home))
        .containsEntry("spark.hadoop.fs.s3a.encryption.algorithm", "SSE-S3");
    assertThat(S3aSettings.of(STORE.withProtection(with(Encryption.KMS, "label")), home))
        .containsEntry("spark.hadoop.fs.s3a.encryption.algorithm", "SSE-KMS")
        .containsEntry("spark.hadoop.fs.s3a.encryption.key", "label");
  }

  private static StoreProtection with(Encryption encryption, String key) {
    return new StoreProtection(encryption, key, null, 7, RetentionMode.COMPLIANCE);
  }
}
