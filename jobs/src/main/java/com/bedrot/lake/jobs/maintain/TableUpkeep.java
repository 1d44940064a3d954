package com.bedrot.lake.jobs.maintain;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.TableInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delta tables: small files are joined, files that no version of the last days needs are removed.
 * What the last publications name stays readable, however old they are.
 */
final class TableUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(TableUpkeep.class);

  /** More files than this in a partition, on average, and they are joined. */
  static final int MOST_FILES = 50;

  /** Publications that a rollback may go back to. */
  static final int KEPT_PUBLICATIONS = 5;

  private static final Duration RETENTION = Duration.ofDays(7);
  private static final Duration MARGIN = Duration.ofHours(1);
  private static final String LOG_FOLDER = "/_delta_log/";

  private final Lake lake;
  private final Instant now;

  TableUpkeep(Lake lake, Instant now) {
    this.lake = lake;
    this.now = now;
  }

  /**
   * Looks at every table.
   *
   * @param spark asked for only where there is a table
   */
  List<Act> look(Supplier<SparkSession> spark, Upkeep upkeep) {
    List<Act> acts = new ArrayList<>();
    for (Zone zone : List.of(Zone.STAGING, Zone.CURATED, Zone.OPS)) {
      ObjectStore store = lake.store(zone);
      for (String table : tables(store)) {
        acts.addAll(
            guarded(spark.get(), zone.id() + "/" + table, store.uri(table).toString(), upkeep));
      }
    }
    return acts;
  }

  /** One table's trouble leaves the others their upkeep. */
  private List<Act> guarded(SparkSession spark, String name, String uri, Upkeep upkeep) {
    try {
      return kept(spark, name, uri, upkeep);
    } catch (Exception e) { // Scala code throws what it does not declare
      LOG.warn("no upkeep of {}", name, e);
      return List.of(new Act(Act.FAILED, name, firstLine(e)));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private List<Act> kept(SparkSession spark, String name, String uri, Upkeep upkeep) {
    Optional<TableInfo> info = DeltaTables.info(spark, uri);
    if (info.isEmpty()) {
      return List.of();
    }
    List<Act> acts = new ArrayList<>();
    int partitions =
        Math.max(1, DeltaTables.rowsPerPartition(spark, uri, info.get().version()).size());
    if (info.get().files() > (long) MOST_FILES * partitions) {
      acts.add(
          new Act(
              "optimize", name, info.get().files() + " files in " + partitions + " partitions"));
      if (upkeep == Upkeep.DOING) {
        DeltaTables.optimize(spark, uri);
      }
    }
    Duration retention = retention(lake.ops().publications(), now);
    acts.add(new Act("vacuum", name, "files older than " + retention.toHours() + " hours"));
    if (upkeep == Upkeep.DOING) {
      DeltaTables.vacuum(spark, uri, retention.toHours());
    }
    return acts;
  }

  /** Long enough for every kept publication: what it names was there when it was written. */
  static Duration retention(List<Publication> publications, Instant now) {
    int from = Math.max(0, publications.size() - KEPT_PUBLICATIONS);
    return publications.subList(from, publications.size()).stream()
        .map(publication -> Duration.between(publication.at(), now).plus(MARGIN))
        .reduce(RETENTION, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  private static TreeSet<String> tables(ObjectStore store) {
    TreeSet<String> tables = new TreeSet<>();
    for (ObjectInfo object : store.list("")) {
      int at = object.key().indexOf(LOG_FOLDER);
      if (at > 0) {
        tables.add(object.key().substring(0, at));
      }
    }
    return tables;
  }
}
