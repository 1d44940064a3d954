package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.ledger.FileId;
import com.bedrot.lake.conf.ledger.Manifest.ManifestFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One dataset's content in one file, recognised and identified, before anything is written.
 *
 * @param fileName normalised
 * @param stamp size and time of change while it was read
 * @param content bytes to land where they are not the file's own (redacted), else null
 * @param sha256 of what lands
 * @param contentSha256 of the content that counts
 * @param members hashes of an archive's entries, else empty
 * @param attributes what ATTRIBUTE columns read
 * @param scan what a scan of the whole content found, or null where none was needed
 */
record PreparedFile(
    Path path,
    String fileName,
    FileStamp stamp,
    byte @Nullable [] content,
    DatasetContract contract,
    AccountFinder.Owner owner,
    @Nullable String member,
    String sha256,
    String contentSha256,
    Map<String, String> members,
    String mediaType,
    @Nullable String window,
    @Nullable String evidence,
    @Nullable String period,
    Map<String, String> attributes,
    @Nullable ScanResult scan) {
  String account() {
    return owner.account().key();
  }

  String fileId() {
    return FileId.of(
        contract.source(), contract.name(), account(), contentSha256, window == null ? "" : window);
  }

  long bytes() {
    return content == null ? stamp.size() : content.length;
  }

  /** What the manifest of a drop says of it. */
  ManifestFile inDrop(String name) {
    return new ManifestFile(
        fileId(),
        name,
        fileName,
        bytes(),
        sha256,
        contentSha256,
        member,
        members,
        mediaType,
        window,
        evidence);
  }
}
