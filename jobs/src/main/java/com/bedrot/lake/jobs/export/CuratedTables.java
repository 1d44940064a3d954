package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.IntegrityException;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.jobs.table.DeltaTables;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Delta tables of the curated zone. */
final class CuratedTables implements PublishedTables {
  private static final Logger LOG = LoggerFactory.getLogger(CuratedTables.class);

  private final SparkSession spark;
  private final LakePaths paths;

  CuratedTables(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.paths = new LakePaths(lake.settings().zones());
  }

  @Override
  public Dataset<Row> read(String table, long version) {
    return DeltaTables.read(spark, uri(table), version);
  }

  @Override
  public Optional<Set<Map<String, String>>> changedSlices(
      String table, long fromExclusive, long to) {
    try {
      return Optional.of(DeltaTables.changedPartitions(spark, uri(table), fromExclusive, to));
    } catch (IntegrityException e) {
      // versions that far back were cleaned away
      LOG.info("Table {} is loaded whole: {}", table, e.getMessage());
      return Optional.empty();
    }
  }

  private String uri(String table) {
    return paths.curatedTable(table).toString();
  }
}
