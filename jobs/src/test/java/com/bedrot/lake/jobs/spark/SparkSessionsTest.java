package com.bedrot.lake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.conf.zone.Zone;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSessionsTest {
  @TempDir private Path folder;

  @Test
  void localLakesGetWhatNoLakeCanDoWithout() {
    Map<String, String> conf =
        SparkSessions.configuration(settings("file:///lake", Map.of()), "local[2,4]");

    assertThat(conf)
        .containsEntry("spark.master", "local[2,4]")
        .containsEntry("spark.driver.host", "127.0.0.1")
        .containsEntry("spark.scheduler.mode", "FAIR")
        .containsEntry("spark.sql.ansi.enabled", "true")
        .containsEntry("spark.sql.session.timeZone", "UTC")
        .containsEntry("spark.sql.legacy.timeParserPolicy", "CORRECTED")
        .containsEntry("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .containsEntry(
            "spark.delta.logStore.s3a.impl", "com.bedrot.lake.jobs.table.ConditionalLogStore")
        .doesNotContainKey("spark.hadoop.fs.s3a.endpoint");
  }

  @Test
  void defaultsOfTheProjectAndThenTheSettingsGoOver() throws IOException {
    Path defaults = Files.createDirectories(folder.resolve("conf")).resolve("spark-defaults.conf");
    Files.writeString(defaults, "# measured\nspark.sql.shuffle.partitions   2\nspark.x  a b\n");

    Map<String, String> conf =
        SparkSessions.configuration(
            settings("file:///lake", Map.of("spark.sql.shuffle.partitions", "16")), "local[2,4]");

    assertThat(conf)
        .containsEntry("spark.sql.shuffle.partitions", "16")
        .containsEntry("spark.x", "a b");
  }

  @Test
  void lakesOnAnObjectStoreReachItWithTheirKeys() {
    Map<String, String> conf =
        SparkSessions.configuration(settings("s3a://staging", Map.of()), "spark://h:7077");

    assertThat(conf)
        .containsEntry("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:9000")
        .containsEntry("spark.hadoop.fs.s3a.endpoint.region", "eu-north-1")
        .containsEntry("spark.hadoop.fs.s3a.path.style.access", "true")
        .containsEntry("spark.hadoop.fs.s3a.connection.ssl.enabled", "false")
        .containsEntry("spark.hadoop.fs.s3a.access.key", "key")
        .containsEntry("spark.hadoop.fs.s3a.secret.key", "hidden")
        .containsEntry("spark.hadoop.fs.s3a.change.detection.mode", "none")
        .containsEntry("spark.master", "spark://h:7077")
        .doesNotContainKeys("spark.driver.host", "spark.driver.bindAddress");
  }

  @Test
  void clustersAreRefusedZonesInFolders() {
    LakeSettings local = settings("file:///lake/staging", Map.of());

    assertThatThrownBy(() -> ClusterZones.require(local, "spark://h:7077"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "Spark runs on spark://h:7077, and these zones are folders:"
                + " STAGING_ZONE=file:///lake/staging")
        .extracting(refused -> ((ConfigurationException) refused).code())
        .isEqualTo(ErrorCode.CLUSTER_LOCAL_ZONE);
    assertThatCode(() -> ClusterZones.require(local, "local[2,4]")).doesNotThrowAnyException();
    assertThatCode(() -> ClusterZones.require(settings("s3a://staging", Map.of()), "yarn"))
        .doesNotThrowAnyException();
  }

  @Test
  void clustersMayUseFoldersOfAMountTheyAllSee() {
    LakeSettings mounted =
        settings("file:///mnt/staging", new LakeSettings.Spark("spark://h:7077", true, Map.of()));

    assertThatCode(() -> ClusterZones.require(mounted)).doesNotThrowAnyException();
  }

  private LakeSettings settings(String zone, Map<String, String> conf) {
    return settings(zone, new LakeSettings.Spark("local[2,4]", false, conf));
  }

  private LakeSettings settings(String zone, LakeSettings.Spark spark) {
    return new LakeSettings(
        folder,
        folder.resolve("home"),
        Map.of(Zone.STAGING, URI.create(zone)),
        new LakeSettings.Store(
            URI.create("http://127.0.0.1:9000"), "eu-north-1", true, "key", new Secret("hidden")),
        Map.of(),
        new LakeSettings.Warehouse(null, "u", new Secret(""), "r", Duration.ofMinutes(15)),
        new LakeSettings.Limits(1, 1, 1, 1, 1, 1, 1),
        new LakeSettings.Run(true, Duration.ofMinutes(2), "2000-01", 2),
        ExtractSettings.DEFAULT,
        new Secret(""),
        spark);
  }
}
