package com.bedrot.lake.jobs.export;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an export did.
 *
 * @param runId the publication's run
 * @param tables those that were loaded; empty where the warehouse had everything
 * @param copying how long the rows took to lie in the load tables
 * @param swapping how long the one transaction took that made them the warehouse's
 */
public record ExportReport(
    String runId, List<TableExport> tables, Duration copying, Duration swapping) {
  /**
   * One table.
   *
   * @param from the version it had before, or null
   * @param slices slices replaced, or null where the whole table was
   * @param rowsDeleted rows of those slices before
   * @param rowsLoaded rows of those slices now
   * @param rows rows of the whole table now
   * @param sums exact sum of each decimal column over the loaded rows
   */
  public record TableExport(
      String table,
      @Nullable Long from,
      long version,
      @Nullable Integer slices,
      long rowsDeleted,
      long rowsLoaded,
      long rows,
      Map<String, BigDecimal> sums) {
    public TableExport {
      sums = Map.copyOf(sums);
    }
  }

  public ExportReport {
    tables = List.copyOf(tables);
  }

  public long rowsLoaded() {
    return tables.stream().mapToLong(TableExport::rowsLoaded).sum();
  }
}
