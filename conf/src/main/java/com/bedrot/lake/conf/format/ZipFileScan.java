package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scans the one entry of a ZIP archive that is the dataset's content, and hashes all of them. */
final class ZipFileScan {
  private final FileScan outer;
  private final ByteSource source;
  private final ScanContext context;

  ZipFileScan(FileScan outer, ByteSource source, ScanContext context) {
    this.outer = outer;
    this.source = source;
    this.context = context;
  }

  ScanResult scan() throws IOException {
    ZipContent zip =
        ZipContent.open(source, outer.limits().inflatedBytes(), outer.limits().inflateRatio());
    Map<String, String> hashes = hashes(zip);
    ZipContent.Entry entry = chosen(zip);
    ScanResult result =
        outer.inner(
            () -> zip.open(entry),
            entry.size(),
            entry.name(),
            context.named(entry.fileName()),
            outer.evidence(context, entry.modified()));
    return result.hashed(hashes.get(entry.name()), hashes);
  }

  /** Reads every entry whole, so that sizes and checksums are verified. */
  static Map<String, String> hashes(ZipContent zip) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    for (ZipContent.Entry entry : zip.entries()) {
      try (InputStream head = zip.open(entry)) {
        if (ByteKind.of(head.readNBytes(4)).isArchive()) {
          throw ZipContent.nested(entry.name());
        }
      }
      try (InputStream in = zip.open(entry)) {
        hashes.put(entry.name(), Sha256.hex(in));
      }
    }
    return hashes;
  }

  private ZipContent.Entry chosen(ZipContent zip) {
    List<ZipContent.Entry> fitting =
        zip.entries().stream()
            .filter(
                e ->
                    context.member() == null
                        ? isData(e, outer.contract().format())
                        : e.name().equals(context.member()))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    List<String> names = zip.entries().stream().map(e -> Shown.text(e.name())).limit(10).toList();
    throw new BrokenFileException(
        ErrorCode.ARCHIVE_NO_MEMBER,
        fitting.isEmpty()
            ? "No entry is data of " + outer.contract().key() + "; there are " + names + "."
            : fitting.size()
                + " entries are data of "
                + outer.contract().key()
                + ": "
                + names
                + ".");
  }

  /** Whether an entry is data by the contract's member globs, or by its extension without any. */
  static boolean isData(ZipContent.Entry entry, FileFormat format) {
    if (entry.name().startsWith("__MACOSX/") || entry.fileName().startsWith(".")) {
      return false;
    }
    if (format.members().isEmpty()) {
      return ByteKind.promisedBy(entry.fileName()) == ByteKind.TEXT;
    }
    Path name = Path.of(entry.fileName());
    return format.members().stream()
        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
        .anyMatch((PathMatcher m) -> m.matches(name));
  }
}
