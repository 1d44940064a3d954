package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scans delimited text and turns what was found into a shape or verdicts. */
final class DelimitedContent {
  private static final int BUFFER = 1 << 20;

  private final ColumnNames columns;
  private final DatasetContract contract;
  private final LakeSettings.Limits limits;
  private final Content content;

  DelimitedContent(ColumnNames columns, LakeSettings.Limits limits, Content content) {
    this.columns = columns;
    this.contract = columns.contract();
    this.limits = limits;
    this.content = content;
  }

  /**
   * Reads the content once; a second time only to name the line of a verdict.
   *
   * @param evidence tells the year of rows without one
   * @param window the window the manifest gives, or null
   */
  ScanResult scan(
      Map<String, String> attributes, YearlessDates.Evidence evidence, @Nullable String window)
      throws IOException {
    try (InputStream in = content.open()) {
      byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(64, content.sizeHint() + 8))];
      int filled = in.readNBytes(buffer, 0, buffer.length);
      boolean marked = TextEncoding.hasUtf8Mark(buffer) && filled >= 3;
      if (filled == (marked ? 3 : 0)) {
        return broken(ErrorCode.FILE_EMPTY, "The content has no bytes besides a byte order mark.");
      }
      DelimitedHeader header = DelimitedHeader.find(buffer, marked ? 3 : 0, filled, columns);
      if (header.names().size() > limits.columns()) {
        return broken(ErrorCode.CSV_COLUMNS, tooMany(header.names().size()));
      }
      byte[] headerBytes = java.util.Arrays.copyOfRange(buffer, header.start(), header.end());
      DelimitedRows rows =
          new DelimitedRows(contract, header.match().indexes(), header.delimiter(), headerBytes);
      DelimitedScan scan = new DelimitedScan(in, buffer, filled, header, rows, limits);
      scan.run();
      return judge(header, rows, scan, marked, attributes, evidence, window);
    }
  }

  private ScanResult judge(
      DelimitedHeader header,
      DelimitedRows rows,
      DelimitedScan scan,
      boolean marked,
      Map<String, String> attributes,
      YearlessDates.Evidence evidence,
      @Nullable String window)
      throws IOException {
    List<BrokenRule> broken = new ArrayList<>(header.match().broken());
    for (ErrorCode code : scan.verdicts()) {
      broken.add(new BrokenRule(code.name(), detail(code, header, scan)));
    }
    String encoding =
        content.encoding() != null
            ? content.encoding()
            : scan.utf8().encoding(marked, contract.format().encodings());
    if (encoding == null) {
      broken.add(new BrokenRule(ErrorCode.TEXT_ENCODING.name(), encodingDetail(scan.utf8())));
    }
    Optional<YearlessDates.Dated> dated =
        rows.yearless() ? YearlessDates.date(rows.days(), evidence, window) : Optional.empty();
    boolean undated = rows.yearless() && rows.days().stream().anyMatch(d -> d != null);
    if (undated && dated.isEmpty()) {
      broken.add(
          new BrokenRule(
              ErrorCode.WINDOW_UNKNOWN.name(),
              "No year puts every row in one window of at most 366 days. " + evidence.sentence()));
    }
    if (!broken.isEmpty() || encoding == null) {
      return ScanResult.broken(broken);
    }
    return ScanResult.of(
        shape(header, rows, scan, encoding, attributes, dated),
        dated.map(YearlessDates.Dated::window).orElse(null));
  }

  private FileShape shape(
      DelimitedHeader header,
      DelimitedRows rows,
      DelimitedScan scan,
      String encoding,
      Map<String, String> attributes,
      Optional<YearlessDates.Dated> dated) {
    Charset charset =
        content.encoding() == null ? Charset.forName(encoding) : StandardCharsets.UTF_8;
    List<@Nullable LocalDate> dates = dated.map(YearlessDates.Dated::dates).orElse(List.of());
    return new FileShape(
        content.member(),
        encoding,
        String.valueOf((char) header.delimiter()),
        scan.lineEnd(),
        header.names(),
        header.match().indexes(),
        scan.records(),
        scan.splits(),
        rows.coverage(charset, attributes, dates),
        rows.asOf(charset, dates),
        rows.declaredTotal(),
        flags(header, rows, scan, dated),
        dated.map(YearlessDates.Dated::evidence).orElse(null));
  }

  private List<String> flags(
      DelimitedHeader header,
      DelimitedRows rows,
      DelimitedScan scan,
      Optional<YearlessDates.Dated> dated) {
    List<String> flags = new ArrayList<>();
    if (!header.match().unknown().isEmpty()) {
      flags.add(ErrorCode.DRIFT_EXTRA_COLUMN.name());
    }
    long data = scan.records() - rows.notData();
    if (data == 0) {
      flags.add(ErrorCode.FILE_HEADER_ONLY.name());
    }
    if (data > 0 && data == contract.format().rowLimit()) {
      flags.add(ErrorCode.ROWS_AT_LIMIT.name());
    }
    if (dated.isPresent() && dated.get().gap()) {
      flags.add(ErrorCode.WINDOW_GAP.name());
    }
    return List.copyOf(flags);
  }

  private String detail(ErrorCode code, DelimitedHeader header, DelimitedScan scan)
      throws IOException {
    return switch (code) {
      case CSV_QUOTE_OPEN ->
          "The quote opened on line " + line(scan.quoteOpened()) + " is never closed.";
      case CSV_LAST_LINE ->
          "The last line has "
              + scan.lastFields()
              + " of "
              + header.names().size()
              + " columns and no line end.";
      default -> tooMany(scan.mostFields());
    };
  }

  private String tooMany(int columns) {
    return "There are " + columns + " columns; the limit is " + limits.columns() + ".";
  }

  private String encodingDetail(Utf8Check utf8) throws IOException {
    return String.format(
        Locale.ROOT,
        "Byte 0x%02X on line %d is not UTF-8; the text looks like windows-1252, which the contract does not allow.",
        utf8.firstByte(),
        line(utf8.firstInvalid()));
  }

  /** The 1-based line of a content offset. */
  private long line(long offset) throws IOException {
    long line = 1;
    try (InputStream in = content.open()) {
      byte[] chunk = new byte[1 << 16];
      long position = 0;
      byte previous = 0;
      int read = in.read(chunk);
      while (read > 0) {
        for (int i = 0; i < read && position + i < offset; i++) {
          byte b = chunk[i];
          if (b == '\r' || b == '\n' && previous != '\r') {
            line++;
          }
          previous = b;
        }
        position += read;
        read = position < offset ? in.read(chunk) : -1;
      }
    }
    return line;
  }

  private static ScanResult broken(ErrorCode code, String detail) {
    return ScanResult.broken(List.of(new BrokenRule(code.name(), detail)));
  }
}
