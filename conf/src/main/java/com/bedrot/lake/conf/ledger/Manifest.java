package com.bedrot.lake.conf.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json} of a landing drop, written last: a file no manifest names is not data.
 *
 * @param schemaVersion 1
 * @param runId the run (extraction or import) that made the drop
 * @param extractedAt when the content left its source, or null where an import cannot know
 * @param period stated period, or null
 * @param scope {@code full}, {@code range} or null
 * @param attributes handle, currency and the like
 */
public record Manifest(
    int schemaVersion,
    String runId,
    String source,
    String dataset,
    String account,
    Instant landedAt,
    @Nullable Instant extractedAt,
    @Nullable String period,
    @Nullable String scope,
    Map<String, String> attributes,
    String writer,
    List<ManifestFile> files) {
  /**
   * One file of a drop.
   *
   * @param fileId see {@link LedgerEntry}
   * @param member the archive member this dataset's content is, or null
   * @param members name to SHA-256 of all members of an archive; empty otherwise
   * @param window dated window, or null
   * @param evidence why that window, or null
   */
  public record ManifestFile(
      String fileId,
      String name,
      String originalName,
      long bytes,
      String sha256,
      String contentSha256,
      @Nullable String member,
      Map<String, String> members,
      String mediaType,
      @Nullable String window,
      @Nullable String evidence) {}
}
