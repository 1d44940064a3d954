package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.contract.ColumnType;
import java.io.Serializable;

/** One column of a warehouse table, as its contract says. */
public record WarehouseColumn(
    String name, ColumnType type, SqlType sqlType, Wire wire, boolean required)
    implements Serializable {
  /** Whether it is summed to prove that a load is exact. */
  public boolean summed() {
    return wire == Wire.NUMERIC;
  }
}
