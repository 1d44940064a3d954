package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every byte of a file once, before anything is parsed: is it what its name and its
 * contract say, is it whole, and what does it cover? Plain Java; the same bytes, contract and
 * context always give the same result.
 */
public final class FileScan {
  private final DatasetContract contract;
  private final ColumnNames columns;
  private final LakeSettings.Limits limits;

  /** A scanner for files of one dataset; it keeps nothing between files and is thread-safe. */
  public FileScan(DatasetContract contract, LakeSettings.Limits limits) {
    this.contract = contract;
    this.columns = new ColumnNames(contract);
    this.limits = limits;
  }

  /** Scans a local file. */
  public ScanResult scan(Path file, ScanContext context) throws IOException {
    try (ByteSource source = ByteSource.of(file)) {
      return scan(source, context);
    }
  }

  /**
   * Scans the bytes.
   *
   * @throws IOException only where reading itself fails; broken content is a verdict
   */
  public ScanResult scan(ByteSource source, ScanContext context) throws IOException {
    try {
      return scanOuter(source, context)
          .dated(FileAttributes.window(contract, context).orElse(null));
    } catch (BrokenFileException broken) {
      return ScanResult.broken(broken);
    }
  }

  private ScanResult scanOuter(ByteSource source, ScanContext context) throws IOException {
    if (HtmlContent.isPage(source.bytes(0, ByteKind.SNIFFED), contract.format())) {
      return page(source, context);
    }
    ByteKind kind = kind(source.bytes(0, ByteKind.SNIFFED), context.fileName());
    List<String> containers = contract.format().containers();
    return switch (kind) {
      case ZIP -> {
        requireContainer(containers.contains("zip"), kind);
        yield new ZipFileScan(this, source, context).scan();
      }
      case GZIP -> {
        requireContainer(containers.contains("gzip"), kind);
        yield gzip(source, context);
      }
      case XLSX -> {
        requireContainer(containers.contains("xlsx"), kind);
        yield workbook(source, context);
      }
      default ->
          text(
              () -> source.stream(0, source.size()),
              source.size(),
              null,
              context,
              evidence(context, null));
    };
  }

  /** What the bytes are, held against the extension. */
  private static ByteKind kind(byte[] head, String fileName) {
    ByteKind kind = ByteKind.of(head);
    if (kind == ByteKind.EMPTY) {
      throw new BrokenFileException(ErrorCode.FILE_EMPTY, "The file has no bytes.");
    }
    if (kind == ByteKind.BINARY && looksUtf16(head)) {
      throw new BrokenFileException(
          ErrorCode.TEXT_ENCODING, "The text looks like UTF-16 without a byte order mark.");
    }
    ByteKind promised = ByteKind.promisedBy(fileName);
    if (kind == ByteKind.HTML && promised != ByteKind.HTML) {
      throw new BrokenFileException(
          ErrorCode.FILE_HTML,
          "The bytes are a web page"
              + (promised == null ? "." : "; the name says " + extension(fileName) + "."));
    }
    if (promised != null
        && promised != kind
        && !(promised == ByteKind.XLSX && kind == ByteKind.ZIP)) {
      throw new BrokenFileException(
          ErrorCode.FILE_MAGIC,
          "The bytes are " + kind.words() + "; the name says " + extension(fileName) + ".");
    }
    return promised == ByteKind.XLSX ? ByteKind.XLSX : kind;
  }

  private static String extension(String fileName) {
    return Shown.text(ByteKind.extension(fileName));
  }

  private void requireContainer(boolean allowed, ByteKind kind) {
    if (!allowed) {
      throw new BrokenFileException(
          ErrorCode.FILE_MAGIC,
          "The bytes are " + kind.words() + ", which " + contract.key() + " does not come in.");
    }
  }

  private ScanResult gzip(ByteSource source, ScanContext context) throws IOException {
    Content.Opener opener =
        () ->
            new GzipContent(
                source.stream(0, source.size()), limits.inflatedBytes(), limits.inflateRatio());
    String name = context.fileName().replaceAll("(?i)\\.gz(ip)?$", "");
    String hash;
    try (InputStream in = opener.open()) {
      hash = Sha256.hex(in);
    }
    return inner(opener, source.size() * 4, null, context.named(name), evidence(context, null))
        .hashed(hash, Map.of());
  }

  private ScanResult page(ByteSource source, ScanContext context) throws IOException {
    byte[] block = HtmlContent.block(source.stream(0, source.size()), contract.format());
    Content content = new Content(() -> new ByteArrayInputStream(block), block.length, null, null);
    return new JsonContent(contract, content)
        .scan(context.attributes())
        .hashed(Sha256.hex(block), Map.of());
  }

  /** The one sheet whose header fits, or the only one there is. */
  private ScanResult workbook(ByteSource source, ScanContext context) throws IOException {
    XlsxContent workbook = XlsxContent.open(source, limits.inflatedBytes(), limits.inflateRatio());
    List<String> sheets = workbook.sheets();
    List<String> fitting = new ArrayList<>();
    ContentMatch match = new ContentMatch(contract);
    for (String sheet : sheets) {
      try (InputStream in = workbook.csv(sheet)) {
        if (match.fits(in.readNBytes(ContentMatch.HEAD_BYTES))) {
          fitting.add(sheet);
        }
      }
    }
    if (fitting.size() > 1) {
      throw new BrokenFileException(
          ErrorCode.XLSX_SHEETS,
          "The sheets " + shown(fitting) + " are both data of " + contract.key() + ".");
    }
    if (fitting.isEmpty() && sheets.size() != 1) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_NO_MEMBER,
          "No sheet is data of " + contract.key() + "; there are " + shown(sheets) + ".");
    }
    String sheet = fitting.isEmpty() ? sheets.get(0) : fitting.get(0);
    Content.Opener opener = () -> workbook.csv(sheet);
    String hash;
    try (InputStream in = opener.open()) {
      hash = Sha256.hex(in);
    }
    Content content = new Content(opener, source.size() * 4, null, XlsxContent.SHEET + sheet);
    try (InputStream in = opener.open()) {
      if (in.read() < 0) {
        throw new BrokenFileException(
            ErrorCode.FILE_EMPTY, "Sheet " + Shown.text(sheet) + " has no cells.");
      }
    }
    return new DelimitedContent(columns, limits, content)
        .scan(context.attributes(), evidence(context, null), context.window())
        .hashed(hash, Map.of());
  }

  private static String shown(List<String> sheets) {
    return sheets.stream().limit(10).map(Shown::text).collect(Collectors.joining(", "));
  }

  /** Content out of a container: it may not be a container again. */
  ScanResult inner(
      Content.Opener opener,
      long sizeHint,
      @Nullable String member,
      ScanContext context,
      YearlessDates.Evidence evidence)
      throws IOException {
    ByteKind kind;
    try (InputStream in = opener.open()) {
      byte[] head = in.readNBytes(ByteKind.SNIFFED);
      if (ByteKind.of(head).isArchive()) {
        throw ZipContent.nested(context.fileName());
      }
      kind = kind(head, context.fileName());
    }
    if (kind == ByteKind.XLSX) {
      throw ZipContent.nested(context.fileName());
    }
    return text(opener, sizeHint, member, context, evidence);
  }

  private ScanResult text(
      Content.Opener opener,
      long sizeHint,
      @Nullable String member,
      ScanContext context,
      YearlessDates.Evidence evidence)
      throws IOException {
    byte[] head;
    try (InputStream in = opener.open()) {
      head = in.readNBytes(ByteKind.SNIFFED);
    }
    ByteKind kind = ByteKind.of(head);
    if (kind != ByteKind.TEXT || contract.format().kind() == FileFormat.Kind.XLSX) {
      throw new BrokenFileException(
          ErrorCode.FILE_MAGIC,
          "The bytes are " + kind.words() + ", which " + contract.key() + " does not come in.");
    }
    Charset utf16 = TextEncoding.utf16(head);
    Content content =
        utf16 == null
            ? new Content(opener, sizeHint, null, member)
            : new Content(() -> utf8(opener, utf16), sizeHint, utf16.name(), member);
    if (contract.format().kind() == FileFormat.Kind.JSON) {
      return new JsonContent(contract, content).scan(context.attributes());
    }
    return new DelimitedContent(columns, limits, content)
        .scan(context.attributes(), evidence, context.window());
  }

  private static InputStream utf8(Content.Opener opener, Charset utf16) throws IOException {
    InputStream in = opener.open();
    in.skipNBytes(2);
    return TextEncoding.asUtf8(in, utf16);
  }

  /** Every other byte is mostly zero: Latin text in UTF-16. */
  private static boolean looksUtf16(byte[] head) {
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
    }
    int more = Math.max(zeros[0], zeros[1]);
    return more * 4 > head.length && Math.min(zeros[0], zeros[1]) * 4 < more;
  }

  /** What tells the year of dates without one. */
  YearlessDates.Evidence evidence(ScanContext context, @Nullable LocalDateTime entryTime) {
    return NameFacts.of(context.fileName(), contract)
        .evidence(context.period(), entryTime, context.landedAt());
  }

  DatasetContract contract() {
    return contract;
  }

  LakeSettings.Limits limits() {
    return limits;
  }
}
