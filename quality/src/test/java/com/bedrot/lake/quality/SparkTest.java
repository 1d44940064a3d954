package com.bedrot.lake.quality;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The module's one SparkSession, started on first use and stopped with the JVM. */
public final class SparkTest {
  private SparkTest() {}

  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    private static final SparkSession SESSION = start();

    private static SparkSession start() {
      SparkSession session =
          SparkSession.builder()
              .master("local[2]")
              .appName("quality-tests")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.ansi.enabled", "true")
              .config("spark.sql.shuffle.partitions", "2")
              .config(
                  "spark.sql.warehouse.dir",
                  Path.of("target", "spark-warehouse").toAbsolutePath().toUri().toString())
              .getOrCreate();
      Runtime.getRuntime().addShutdownHook(new Thread(session::stop));
      return session;
    }
  }
}
