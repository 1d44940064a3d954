package com.bedrot.lake.jobs.raw;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as its landing manifest describes it.
 *
 * @param originalName as the file was called before it landed
 * @param member archive member that holds the content, or null
 */
record LandedFile(LedgerEntry entry, String key, String originalName, @Nullable String member) {
  /** The ledger entry a manifest's file starts with. */
  static LandedFile of(Manifest manifest, Manifest.ManifestFile file, String drop, String runId) {
    LedgerEntry entry =
        new LedgerEntry(
            file.fileId(),
            manifest.source(),
            manifest.dataset(),
            manifest.account(),
            file.contentSha256(),
            file.window(),
            FileState.LANDED,
            drop,
            file.name(),
            file.bytes(),
            manifest.landedAt(),
            manifest.extractedAt(),
            manifest.period(),
            manifest.scope(),
            manifest.attributes(),
            null,
            file.sha256(),
            null,
            List.of(),
            null,
            "",
            "",
            runId,
            manifest.landedAt());
    return new LandedFile(entry, drop + file.name(), file.originalName(), file.member());
  }

  /** A file that a command set back to landed. */
  static LandedFile of(LedgerEntry entry, @Nullable String member) {
    return new LandedFile(entry, entry.drop() + entry.fileName(), entry.fileName(), member);
  }
}
