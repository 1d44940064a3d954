package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.Ledger;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.zone.LandingName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Content that has landed already: in the ledger, or in the inbox and not yet in the ledger. */
final class KnownContents {
  private final Ledger ledger;
  private final Map<String, Instant> waiting = new HashMap<>();

  KnownContents(Ops ops) {
    // inbox first: what a run retires meanwhile is in the ledger by then
    for (InboxEntry entry : ops.inbox()) {
      Instant landed =
          LandingName.parseDrop(entry.drop()).map(LandingName::stamp).orElse(Instant.EPOCH);
      entry.fileIds().forEach(id -> waiting.putIfAbsent(id, landed));
    }
    ledger = ops.ledger();
  }

  /** The day a file landed, and its id. */
  record Earlier(String fileId, Instant landedAt) {
    String sentence() {
      return "already landed as " + fileId + " on " + landedAt.atZone(ZoneOffset.UTC).toLocalDate();
    }
  }

  Optional<Earlier> earlier(PreparedFile file) {
    Optional<LedgerEntry> known =
        ledger.sameContent(
            file.contract().source(),
            file.contract().name(),
            file.account(),
            file.contentSha256(),
            file.window() == null ? "" : file.window());
    if (known.isPresent()) {
      return known.map(e -> new Earlier(e.fileId(), e.landedAt()));
    }
    return Optional.ofNullable(waiting.get(file.fileId()))
        .map(at -> new Earlier(file.fileId(), at));
  }

  /** Remembers what this import is about to land. */
  void add(PreparedFile file, Instant landedAt) {
    waiting.putIfAbsent(file.fileId(), landedAt);
  }
}
