package com.bedrot.lake.jobs.ops;

import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Runs and ledger entries as these tests need them. */
final class LedgerEntries {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private LedgerEntries() {}

  static RunContext run(int second) {
    Instant at = NOON.plusSeconds(second);
    String stamp = at.toString().replaceAll("[-:]", "");
    return new RunContext(new RunId(stamp + "-00000a"), 1, Clock.fixed(at, ZoneOffset.UTC));
  }

  static LedgerEntry entry(String fileId, FileState state, String contractVersion) {
    return new LedgerEntry(
        fileId,
        "distrokid",
        "bank_details",
        "sg",
        "c0ffee",
        null,
        state,
        "distrokid/bank_details/sg/drop/",
        "bank.tsv",
        10,
        NOON,
        null,
        null,
        null,
        Map.of(),
        null,
        "c0ffee",
        null,
        state == FileState.QUARANTINED
            ? List.of(new BrokenRule("FILE_HTML", "starts with <html>"))
            : List.of(),
        null,
        contractVersion,
        "reader/1",
        run(0).run().value(),
        NOON);
  }
}
