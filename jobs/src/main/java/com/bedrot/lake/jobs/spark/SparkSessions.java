package com.bedrot.lake.jobs.spark;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.log.Logging;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.jobs.objectstore.S3aSettings;
import com.bedrot.lake.jobs.table.ConditionalLogStore;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the process's Spark session. In falling order hold: what {@code spark-submit} was given,
 * {@code spark.conf} of the lake's settings, {@code conf/spark-defaults.conf}, and what no lake can
 * do without.
 */
public final class SparkSessions {
  private static final String MASTER = "spark.master";

  private SparkSessions() {}

  /**
   * The session, started if there is none.
   *
   * @throws IllegalStateException if Spark logs to anything but Logback
   * @throws ConfigurationException {@code CONFIG_INVALID} where the defaults cannot be read, {@code
   *     CLUSTER_LOCAL_ZONE} as {@link ClusterZones#require}
   */
  public static SparkSession open(LakeSettings settings) {
    Logging.assertBound();
    SparkConf conf = new SparkConf();
    String master = conf.get(MASTER, settings.spark().master());
    ClusterZones.require(settings, master);
    configuration(settings, master).forEach(conf::setIfMissing);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** What the session is set up with, where spark-submit says nothing. */
  static Map<String, String> configuration(LakeSettings settings, String master) {
    Map<String, String> conf = new LinkedHashMap<>(required(settings, master));
    conf.putAll(defaults(settings.projectRoot().resolve("conf").resolve("spark-defaults.conf")));
    if (settings.zones().values().stream().anyMatch(SparkSessions::isRemote)) {
      conf.putAll(S3aSettings.of(settings.store(), settings.home()));
    }
    conf.putAll(settings.spark().conf());
    return conf;
  }

  private static Map<String, String> required(LakeSettings settings, String master) {
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.app.name", "lake");
    conf.put(MASTER, master);
    if (ClusterZones.isOneMachine(master)) {
      conf.put("spark.driver.host", "127.0.0.1");
      conf.put("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.scheduler.mode", "FAIR");
    conf.put("spark.sql.session.timeZone", "UTC");
    conf.put("spark.sql.ansi.enabled", "true");
    conf.put("spark.sql.legacy.timeParserPolicy", "CORRECTED");
    conf.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    conf.put(
        "spark.sql.warehouse.dir", settings.home().resolve("spark-warehouse").toUri().toString());
    // what a small table's version holds is then known without a Spark job
    conf.put("spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "500");
    // a file per account is open at a time: the rows need no sort by account
    conf.put("spark.sql.maxConcurrentOutputFileWriters", "8");
    conf.put(ConditionalLogStore.SETTING, ConditionalLogStore.class.getName());
    return conf;
  }

  private static Map<String, String> defaults(Path file) {
    Map<String, String> conf = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return conf;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.CONFIG_INVALID, file + " cannot be read: " + e.getMessage(), e);
    }
    properties.stringPropertyNames().forEach(key -> conf.put(key, properties.getProperty(key)));
    return conf;
  }

  private static boolean isRemote(URI zone) {
    return "s3a".equals(zone.getScheme());
  }
}
