package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.format.FileShape;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ledger entries as landing to raw leaves them, without bytes. */
record Statements(
    String id,
    @Nullable String asOf,
    SortedMap<String, Long> coverage,
    @Nullable String scope,
    Instant landedAt,
    String name,
    @Nullable Instant extractedAt,
    String content,
    long unreadable) {

  static Statements of(String id, @Nullable String asOf, Map<String, Long> coverage) {
    return new Statements(
        id, asOf, new TreeMap<>(coverage), null, Instant.EPOCH, id + ".tsv", null, "sha-" + id, 0);
  }

  Statements scope(String stated) {
    return new Statements(
        id, asOf, coverage, stated, landedAt, name, extractedAt, content, unreadable);
  }

  Statements landed(long second) {
    return new Statements(
        id,
        asOf,
        coverage,
        scope,
        Instant.ofEpochSecond(second),
        name,
        extractedAt,
        content,
        unreadable);
  }

  Statements named(String fileName) {
    return new Statements(
        id, asOf, coverage, scope, landedAt, fileName, extractedAt, content, unreadable);
  }

  Statements extracted(long second) {
    return new Statements(
        id,
        asOf,
        coverage,
        scope,
        landedAt,
        name,
        Instant.ofEpochSecond(second),
        content,
        unreadable);
  }

  Statements bytesOf(Statements other) {
    return new Statements(
        id, asOf, coverage, scope, landedAt, name, extractedAt, other.content, unreadable);
  }

  Statements withUnreadableRows(long rows) {
    return new Statements(id, asOf, coverage, scope, landedAt, name, extractedAt, content, rows);
  }

  LedgerEntry entry(String source, String dataset) {
    long records = unreadable + coverage.values().stream().mapToLong(Long::longValue).sum();
    FileShape shape =
        new FileShape(
            null, "UTF-8", "\t", "LF", List.of(), List.of(), records, List.of(), coverage, asOf,
            null, List.of(), null);
    return new LedgerEntry(
        id,
        source,
        dataset,
        "a",
        content,
        null,
        FileState.RAW,
        "drop/" + id + "/",
        name,
        1,
        landedAt,
        extractedAt,
        null,
        scope,
        Map.of(),
        "raw/" + id,
        content,
        shape,
        List.of(),
        null,
        "1.0.0",
        "1",
        "run",
        landedAt);
  }
}
