package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.zone.LandingName;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.run.Due;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;

/** How much a run would have to read. */
final class Backlog {
  private static final String REFERENCE = "label/";

  private Backlog() {}

  /** Bytes landed and not in staging yet; all there are where every table may be built again. */
  static long bytes(Lake lake, Due due) {
    List<InboxEntry> inbox = lake.ops().inbox();
    boolean everything =
        due.everything() || inbox.stream().anyMatch(e -> e.drop().startsWith(REFERENCE));
    long bytes =
        lake.ops().ledger().entries().stream()
            .filter(e -> everything || e.state() == FileState.LANDED || e.state() == FileState.RAW)
            .mapToLong(LedgerEntry::bytes)
            .sum();
    for (InboxEntry entry : inbox) {
      bytes += bytesOf(lake, entry);
    }
    return bytes;
  }

  private static long bytesOf(Lake lake, InboxEntry entry) {
    try {
      byte[] json = lake.store(Zone.LANDING).get(entry.drop() + LandingName.MANIFEST);
      Manifest manifest = LakeJson.read(new String(json, StandardCharsets.UTF_8), Manifest.class);
      return manifest.files().stream().mapToLong(Manifest.ManifestFile::bytes).sum();
    } catch (NoSuchElementException e) {
      return 0;
    }
  }
}
