package com.bedrot.lake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class SparkTestTest {
  @Test
  void sessionWritesAndReadsDeltaTables(SparkSession spark, @TempDir Path folder) {
    String table = folder.resolve("numbers").toUri().toString();

    spark.range(3).write().format("delta").save(table);

    assertThat(spark.read().format("delta").load(table).count()).isEqualTo(3);
  }
}
