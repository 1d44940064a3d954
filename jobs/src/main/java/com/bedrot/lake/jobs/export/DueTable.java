package com.bedrot.lake.jobs.export;

import com.bedrot.lake.jobs.warehouse.WarehouseTable;
import org.jspecify.annotations.Nullable;

/**
 * A table the warehouse has not in its published version.
 *
 * @param from the version the warehouse has, or null
 * @param version the published version
 * @param rows rows of the published version
 * @param rebuild whether the table is made anew
 */
record DueTable(
    WarehouseTable table,
    @Nullable Long from,
    long version,
    long rows,
    Slices slices,
    boolean rebuild) {}
