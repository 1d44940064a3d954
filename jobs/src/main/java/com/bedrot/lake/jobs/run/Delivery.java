package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.jobs.archive.ArchiveJob;
import com.bedrot.lake.jobs.export.ExportReport;
import com.bedrot.lake.jobs.export.WarehouseExport;
import com.bedrot.lake.jobs.ops.OpsMirror;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The hops after publication: what is published goes to the warehouse and into the archive. */
final class Delivery {
  private Delivery() {}

  /** Loads what the warehouse does not have; empty where nothing was ever published. */
  static Optional<ExportReport> toWarehouse(SparkSession spark, Lake lake) {
    return lake.ops().lastPublication().map(p -> WarehouseExport.export(spark, lake, p));
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
