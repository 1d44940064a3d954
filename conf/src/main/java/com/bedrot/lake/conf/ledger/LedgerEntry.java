package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.format.FileShape;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one file (one dataset's content in one landing file). A journal line is
 * a whole entry; the last one of a file id holds.
 *
 * @param fileId 16 hex digits: SHA-256 over source, dataset, account, content hash and window; a
 *     duplicate's id also covers its drop
 * @param contentSha256 hash of the content that counts: the member of an archive, the data block of
 *     a page, else the file
 * @param window days the content is dated to where it carries no year ({@code
 *     2026-04-16/2026-04-22}), else null
 * @param drop landing prefix that holds the manifest, ending in {@code /}
 * @param fileName name in the drop
 * @param bytes size of the landing file
 * @param extractedAt from the manifest, or null
 * @param period stated period, or null
 * @param scope stated scope of a snapshot: {@code full}, {@code range}, or null for judged from
 *     content
 * @param attributes handle, currency, ...: what ATTRIBUTE columns read
 * @param rawKey key in the raw zone ({@code source/dataset/sha256.ext}), null before it is copied
 * @param fileSha256 hash of the landing file (equals contentSha256 for plain files)
 * @param shape null before the scan
 * @param broken verdicts, empty where fine
 * @param refersTo the file id this one duplicates or is superseded by, or null
 * @param contractVersion contract version the last verdict was made with
 * @param readerVersion reader version the last verdict was made with
 * @param runId run that wrote this line
 * @param at time of this line
 */
public record LedgerEntry(
    String fileId,
    String source,
    String dataset,
    String account,
    String contentSha256,
    @Nullable String window,
    FileState state,
    String drop,
    String fileName,
    long bytes,
    Instant landedAt,
    @Nullable Instant extractedAt,
    @Nullable String period,
    @Nullable String scope,
    Map<String, String> attributes,
    @Nullable String rawKey,
    String fileSha256,
    @Nullable FileShape shape,
    List<BrokenRule> broken,
    @Nullable String refersTo,
    String contractVersion,
    String readerVersion,
    String runId,
    Instant at)
    implements Serializable {
  public LedgerEntry {
    attributes = Map.copyOf(attributes);
    broken = List.copyOf(broken);
  }

  /** {@code source.dataset}. */
  public String datasetKey() {
    return source + "." + dataset;
  }

  /** This entry moved to another state by a run. */
  public LedgerEntry withState(
      FileState next, @Nullable String refersToId, String run, Instant when) {
    return new LedgerEntry(
        fileId,
        source,
        dataset,
        account,
        contentSha256,
        window,
        next,
        drop,
        fileName,
        bytes,
        landedAt,
        extractedAt,
        period,
        scope,
        attributes,
        rawKey,
        fileSha256,
        shape,
        broken,
        refersToId,
        contractVersion,
        readerVersion,
        run,
        when);
  }

  /** This entry ended in quarantine. */
  public LedgerEntry quarantined(List<BrokenRule> verdicts, String run, Instant when) {
    return new LedgerEntry(
        fileId,
        source,
        dataset,
        account,
        contentSha256,
        window,
        FileState.QUARANTINED,
        drop,
        fileName,
        bytes,
        landedAt,
        extractedAt,
        period,
        scope,
        attributes,
        rawKey,
        fileSha256,
        shape,
        verdicts,
        null,
        contractVersion,
        readerVersion,
        run,
        when);
  }

  /** This entry with the scope a person stated. */
  public LedgerEntry withScope(String stated, String run, Instant when) {
    return new LedgerEntry(
        fileId,
        source,
        dataset,
        account,
        contentSha256,
        window,
        state,
        drop,
        fileName,
        bytes,
        landedAt,
        extractedAt,
        period,
        stated,
        attributes,
        rawKey,
        fileSha256,
        shape,
        broken,
        refersTo,
        contractVersion,
        readerVersion,
        run,
        when);
  }
}
