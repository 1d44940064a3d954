package com.bedrot.lake.jobs.warehouse;

import org.jspecify.annotations.Nullable;

/**
 * Where the warehouse is.
 *
 * @param running always true for an external server: it is not asked
 * @param url null while the embedded server is stopped
 * @param pid of the embedded server, else null
 * @param data folder of the embedded server, else null
 */
public record WarehouseStatus(
    boolean embedded,
    boolean running,
    @Nullable String url,
    @Nullable Long pid,
    @Nullable String data) {}
