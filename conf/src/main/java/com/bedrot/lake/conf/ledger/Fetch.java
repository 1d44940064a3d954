package com.bedrot.lake.conf.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request to a source that was answered, empty answers too, so that an empty day is not fetched
 * forever.
 *
 * @param window days asked for, {@code A/B}
 * @param outcome {@code rows, empty, failed}
 * @param errorCode null where none
 */
public record Fetch(
    String runId,
    String source,
    String account,
    String dataset,
    String window,
    String outcome,
    long rows,
    @Nullable String errorCode,
    Instant at) {}
