package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * First look into a file, through one container: what it is and the first bytes of every content in
 * it.
 *
 * @param kind what the outer bytes are
 * @param contents one for plain and gzip files, one per file of an archive; empty where the
 *     container is broken
 */
public record Insides(ByteKind kind, List<Inside> contents) {
  /**
   * One content.
   *
   * @param entry the archive entry it is, or null
   * @param head up to {@link ContentMatch#HEAD_BYTES}; of a web page all of it
   */
  public record Inside(ZipContent.@Nullable Entry entry, byte[] head) {
    /** Whether an entry of an archive may be data of the dataset by its name. */
    public boolean mayBe(FileFormat format) {
      return entry == null || ZipFileScan.isData(entry, format);
    }
  }

  /** Looks at the file; a broken container gives no contents and no error. */
  public static Insides of(ByteSource source, LakeSettings.Limits limits) throws IOException {
    byte[] head = source.bytes(0, ByteKind.SNIFFED);
    ByteKind kind = ByteKind.of(head);
    try {
      return new Insides(
          kind,
          switch (kind) {
            case ZIP -> zip(ZipContent.open(source, limits.inflatedBytes(), limits.inflateRatio()));
            case GZIP -> List.of(gzip(source, limits));
            case XLSX -> sheets(source, limits);
            case HTML -> List.of(new Inside(null, source.bytes(0, HtmlContent.LARGEST_PAGE)));
            default -> List.of(new Inside(null, source.bytes(0, ContentMatch.HEAD_BYTES)));
          });
    } catch (BrokenFileException broken) {
      return new Insides(kind, List.of());
    }
  }

  private static List<Inside> zip(ZipContent zip) throws IOException {
    List<Inside> contents = new ArrayList<>();
    for (ZipContent.Entry entry : zip.entries()) {
      try (InputStream in = zip.open(entry)) {
        contents.add(new Inside(entry, in.readNBytes(ContentMatch.HEAD_BYTES)));
      }
    }
    return List.copyOf(contents);
  }

  private static List<Inside> sheets(ByteSource source, LakeSettings.Limits limits)
      throws IOException {
    XlsxContent workbook = XlsxContent.open(source, limits.inflatedBytes(), limits.inflateRatio());
    List<Inside> contents = new ArrayList<>();
    for (String sheet : workbook.sheets()) {
      try (InputStream in = workbook.csv(sheet)) {
        contents.add(new Inside(null, in.readNBytes(ContentMatch.HEAD_BYTES)));
      }
    }
    return List.copyOf(contents);
  }

  private static Inside gzip(ByteSource source, LakeSettings.Limits limits) throws IOException {
    try (InputStream in =
        new GzipContent(
            source.stream(0, source.size()), limits.inflatedBytes(), limits.inflateRatio())) {
      return new Inside(null, in.readNBytes(ContentMatch.HEAD_BYTES));
    }
  }
}
