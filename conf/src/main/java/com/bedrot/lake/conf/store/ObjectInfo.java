package com.bedrot.lake.conf.store;

import java.time.Instant;

/**
 * An object's key (relative to its zone), size in bytes and time of last change by the store's
 * clock.
 */
public record ObjectInfo(String key, long bytes, Instant modified) {}
