package com.bedrot.lake.conf.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of one run in the run journal.
 *
 * @param step {@code import, land, stage, curate, publish, export, archive, run, ...}
 * @param subject dataset key, table or empty
 * @param outcome {@code ok, partial, held, failed, interrupted, skipped}
 * @param errorCode null where none
 * @param detail one line for people, or null
 */
public record StepRecord(
    String runId,
    int attempt,
    String step,
    String subject,
    @Nullable String account,
    Instant startedAt,
    Instant endedAt,
    long rowsIn,
    long rowsOut,
    long rowsQuarantined,
    long bytes,
    String outcome,
    @Nullable String errorCode,
    @Nullable String detail) {}
