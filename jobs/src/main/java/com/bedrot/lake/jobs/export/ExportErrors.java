package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.IntegrityException;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.LoadException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an export says when it cannot go on. */
final class ExportErrors {
  private ExportErrors() {}

  static LakeException failed(Throwable cause) {
    return new LoadException(
        ErrorCode.WAREHOUSE_LOAD,
        "The publication was not loaded into the warehouse: " + cause.getMessage(),
        cause);
  }

  static LakeException locked(Throwable cause) {
    return new LoadException(ErrorCode.LOCK_HELD, "Another export is loading the warehouse", cause);
  }

  static LakeException partsMissing(String table, long found, int expected) {
    return new LoadException(
        ErrorCode.WAREHOUSE_LOAD,
        "Of "
            + table
            + " only "
            + found
            + " of "
            + expected
            + " parts are in the warehouse: the server was restarted during the load");
  }

  static LakeException dependents(String table, Throwable cause) {
    return new LoadException(
        ErrorCode.WAREHOUSE_SCHEMA,
        "The warehouse table "
            + table
            + " cannot be made anew: "
            + cause.getMessage()
            + "; drop what depends on it, then run `lake warehouse rebuild "
            + table
            + "`",
        cause);
  }

  static LakeException columns(String table, long version, List<String> problems) {
    return new LoadException(
        ErrorCode.WAREHOUSE_LOAD,
        "Version "
            + version
            + " of "
            + table
            + " is not what its contract says: "
            + String.join("; ", problems));
  }

  static LakeException rows(String table, String what, long curated, long warehouse) {
    return new IntegrityException(
        ErrorCode.INTEGRITY_ROWS,
        table + ": " + what + " has " + curated + " rows, the warehouse would have " + warehouse);
  }

  static LakeException money(
      String table, String column, BigDecimal curated, @Nullable BigDecimal warehouse) {
    return new IntegrityException(
        ErrorCode.INTEGRITY_MONEY,
        table
            + "."
            + column
            + ": the sum is "
            + curated.toPlainString()
            + " in the curated zone, the warehouse would have "
            + (warehouse == null ? "none" : warehouse.toPlainString()));
  }
}
