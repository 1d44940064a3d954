package com.bedrot.lake.jobs;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the module's one SparkSession: {@code @ExtendWith(SparkTest.class)} and a
 * parameter of type {@link SparkSession}. It is started by the first class that asks and stopped
 * with the JVM; tests that change a setting change it back.
 */
public final class SparkTest implements BeforeAllCallback, ParameterResolver {
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("spark.ui.enabled", "false"),
          Map.entry("spark.driver.host", "127.0.0.1"),
          Map.entry("spark.driver.bindAddress", "127.0.0.1"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.ansi.enabled", "true"),
          Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
          Map.entry("spark.sql.shuffle.partitions", "2"),
          Map.entry("spark.sql.adaptive.coalescePartitions.initialPartitionNum", "4"),
          Map.entry("spark.sql.files.maxPartitionBytes", "64m"),
          Map.entry("spark.sql.files.openCostInBytes", "16384"),
          Map.entry("spark.sql.sources.parallelPartitionDiscovery.parallelism", "4"),
          Map.entry("spark.databricks.delta.snapshotPartitions", "2"),
          Map.entry("spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "500"),
          Map.entry("spark.sql.maxConcurrentOutputFileWriters", "8"),
          Map.entry("spark.io.compression.codec", "lz4"),
          Map.entry("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension"),
          Map.entry(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
          Map.entry(
              "spark.delta.logStore.s3a.impl", "com.bedrot.lake.jobs.table.ConditionalLogStore"),
          Map.entry(
              "spark.sql.warehouse.dir",
              Path.of("target", "spark-warehouse").toAbsolutePath().toUri().toString()));

  /** The module's session, started on first use. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    session();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }

  private static final class Holder {
    private static final SparkSession SESSION = start();

    private static SparkSession start() {
      // four attempts a task: local[2] alone gives up at the first error, unlike production
      SparkSession.Builder builder =
          SparkSession.builder().master("local[2,4]").appName("lake-tests");
      SETTINGS.forEach(builder::config);
      SparkSession session = builder.getOrCreate();
      Runtime.getRuntime().addShutdownHook(new Thread(session::stop));
      return session;
    }
  }
}
