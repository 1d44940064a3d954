package com.bedrot.lake.conf.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file's first bytes say it is. */
public enum ByteKind {
  EMPTY("empty"),
  TEXT("text"),
  HTML("a web page"),
  XML("XML"),
  ZIP("a ZIP archive"),
  XLSX("an Excel workbook"),
  GZIP("gzip data"),
  OTHER_ARCHIVE("an archive of another kind"),
  PDF("a PDF"),
  OFFICE("an old Office document"),
  IMAGE("an image"),
  TABLE("a binary table"),
  BINARY("binary data");

  /** Bytes that {@link #of} wants to see. */
  public static final int SNIFFED = 4096;

  private static final Map<String, ByteKind> EXTENSIONS =
      Map.ofEntries(
          Map.entry("csv", TEXT),
          Map.entry("tsv", TEXT),
          Map.entry("txt", TEXT),
          Map.entry("tab", TEXT),
          Map.entry("json", TEXT),
          Map.entry("ndjson", TEXT),
          Map.entry("jsonl", TEXT),
          Map.entry("zip", ZIP),
          Map.entry("gz", GZIP),
          Map.entry("gzip", GZIP),
          Map.entry("xlsx", XLSX),
          Map.entry("htm", HTML),
          Map.entry("html", HTML),
          Map.entry("pdf", PDF),
          Map.entry("xls", OFFICE));
  private static final List<Map.Entry<int[], ByteKind>> MAGIC =
      List.of(
          Map.entry(new int[] {'P', 'K', 3, 4}, ZIP),
          Map.entry(new int[] {'P', 'K', 5, 6}, ZIP),
          Map.entry(new int[] {0x1f, 0x8b}, GZIP),
          Map.entry(new int[] {'%', 'P', 'D', 'F'}, PDF),
          Map.entry(new int[] {0xd0, 0xcf, 0x11, 0xe0}, OFFICE),
          Map.entry(new int[] {'7', 'z', 0xbc, 0xaf}, OTHER_ARCHIVE),
          Map.entry(new int[] {'R', 'a', 'r', '!'}, OTHER_ARCHIVE),
          Map.entry(new int[] {'B', 'Z', 'h'}, OTHER_ARCHIVE),
          Map.entry(new int[] {0xfd, '7', 'z', 'X', 'Z'}, OTHER_ARCHIVE),
          Map.entry(new int[] {0x28, 0xb5, 0x2f, 0xfd}, OTHER_ARCHIVE),
          Map.entry(new int[] {0x89, 'P', 'N', 'G'}, IMAGE),
          Map.entry(new int[] {0xff, 0xd8, 0xff}, IMAGE),
          Map.entry(new int[] {'G', 'I', 'F', '8'}, IMAGE),
          Map.entry(new int[] {'P', 'A', 'R', '1'}, TABLE),
          Map.entry(new int[] {'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f'}, TABLE));
  private static final List<String> HTML_STARTS =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<body",
          "<script",
          "<title",
          "<meta",
          "<div",
          "<!--");

  private final String words;

  ByteKind(String words) {
    this.words = words;
  }

  /** With an article, for messages. */
  public String words() {
    return words;
  }

  /** Whether it holds other files. */
  public boolean isArchive() {
    return this == ZIP || this == GZIP || this == OTHER_ARCHIVE;
  }

  /** The kind a file name's extension promises, or null where it promises none. */
  public static @Nullable ByteKind promisedBy(String fileName) {
    return EXTENSIONS.get(extension(fileName));
  }

  /** Lower case, without the dot; empty where there is none. */
  public static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** What the first bytes (up to {@link #SNIFFED}) say. */
  public static ByteKind of(byte[] head) {
    if (head.length == 0) {
      return EMPTY;
    }
    for (Map.Entry<int[], ByteKind> magic : MAGIC) {
      if (startsWith(head, magic.getKey())) {
        return magic.getValue() == ZIP && isWorkbook(head) ? XLSX : magic.getValue();
      }
    }
    if (TextEncoding.hasUtf16Mark(head)) {
      return TEXT;
    }
    return ofText(head);
  }

  private static ByteKind ofText(byte[] head) {
    int start = TextEncoding.hasUtf8Mark(head) ? 3 : 0;
    String text =
        new String(head, start, Math.min(head.length - start, 512), StandardCharsets.ISO_8859_1)
            .strip()
            .toLowerCase(Locale.ROOT);
    if (HTML_STARTS.stream().anyMatch(text::startsWith)) {
      return HTML;
    }
    if (text.startsWith("<?xml")) {
      return text.contains("<html") || text.contains("<!doctype html") ? HTML : XML;
    }
    int controls = 0;
    for (byte b : head) {
      if (b >= 0 && b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        controls++;
      }
    }
    return controls * 10 > head.length ? BINARY : TEXT;
  }

  private static boolean isWorkbook(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.contains("[Content_Types].xml") || text.contains("xl/workbook.xml");
  }

  private static boolean startsWith(byte[] head, int[] magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
