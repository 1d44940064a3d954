package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.jobs.archive.ArchiveJob;
import com.bedrot.lake.jobs.export.WarehouseExport;
import com.bedrot.lake.jobs.ops.OpsMirror;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** The hops after publication: what is published goes to the warehouse and into the archive. */
final class Delivery {
  private Delivery() {}

  /** Loads what the warehouse does not have; table to rows loaded. */
  static Map<String, Long> toWarehouse(SparkSession spark, Lake lake, RunContext context) {
    Optional<Publication> publication = lake.ops().lastPublication();
    if (publication.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> loaded = new TreeMap<>();
    WarehouseExport.export(spark, lake, publication.get())
        .tables()
        .forEach(t -> loaded.put(t.table(), t.rowsLoaded()));
    return loaded;
  }

  /** Brings the notebooks' copies of the lake's own records up to date. */
  static boolean opsCopies(SparkSession spark, Lake lake) {
    new OpsMirror(spark, lake).mirror();
    return true;
  }

  /** Copies the last publication into the archive where it is not there yet; the files copied. */
  static long toArchive(SparkSession spark, Lake lake, RunContext context) {
    Optional<Publication> publication = lake.ops().lastPublication();
    return publication.map(p -> new ArchiveJob(spark, lake, context).archive(p)).orElse(0L);
  }
}
