package com.bedrot.lake.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.StagedWrite;
import com.bedrot.lake.jobs.table.TableHead;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A curated table as later tables of the same run see it: its committed version, or that version
 * with this run's candidate in place.
 *
 * @param version committed version, or -1 where there is none
 * @param changed the slices the candidate replaces, null for all of them; empty where there is no
 *     candidate
 */
record TableView(
    SparkSession spark,
    String uri,
    long version,
    @Nullable StagedWrite candidate,
    @Nullable Set<Map<String, String>> changed) {
  static TableView committed(SparkSession spark, Lake lake, TableContract table) {
    long version = TableState.head(lake, table).map(TableHead::version).orElse(-1L);
    return new TableView(spark, PublishJob.tableUri(lake, table.id()), version, null, Set.of());
  }

  TableView with(StagedWrite write, @Nullable Set<Map<String, String>> slices) {
    return new TableView(spark, uri, version, write, slices);
  }

  boolean exists() {
    return version >= 0 || candidate != null;
  }

  /** Only the rows of those slices. */
  Dataset<Row> slices(Set<Map<String, String>> wanted) {
    if (candidate != null && (changed == null || changed.containsAll(wanted))) {
      return candidate.written().where(inAny(wanted));
    }
    return full().where(inAny(wanted));
  }

  /** All rows as they will be. */
  Dataset<Row> full() {
    if (candidate == null) {
      return DeltaTables.read(spark, uri, version);
    }
    if (changed == null || version < 0) {
      return candidate.written();
    }
    return DeltaTables.read(spark, uri, version)
        .where(not(inAny(changed)))
        .unionByName(candidate.written(), true);
  }

  static Column inAny(Set<Map<String, String>> slices) {
    Column any = lit(false);
    for (Map<String, String> slice : slices) {
      Column all = lit(true);
      for (Map.Entry<String, String> part : slice.entrySet()) {
        all = all.and(col(part.getKey()).equalTo(part.getValue()));
      }
      any = any.or(all);
    }
    return any;
  }
}
