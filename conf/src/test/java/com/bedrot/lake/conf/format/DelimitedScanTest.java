package com.bedrot.lake.conf.format;

import static com.bedrot.lake.conf.format.Fixtures.LIMITS;
import static com.bedrot.lake.conf.format.Fixtures.STATEMENT;
import static com.bedrot.lake.conf.format.Fixtures.join;
import static com.bedrot.lake.conf.format.Fixtures.scan;
import static com.bedrot.lake.conf.format.Fixtures.shape;
import static com.bedrot.lake.conf.format.Fixtures.utf8;
import static com.bedrot.lake.conf.format.Fixtures.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelimitedScanTest {
  private static final String HEADER = "Reporting Date,Sale Month,Title,Quantity,Earnings (USD)\n";
  private static final String ROW = "2025-06-03,2025-04,Song,1,0.011\n";

  private static byte[] statement(String... rows) {
    return utf8(HEADER + String.join("", rows));
  }

  @Test
  void findsShapeOfACommaStatement() {
    FileShape shape =
        shape(STATEMENT, "a.csv", statement(ROW, ROW, "2025-07-01,202505,\"A, b\",2,1.5\n"));
    assertThat(shape.delimiter()).isEqualTo(",");
    assertThat(shape.encoding()).isEqualTo("UTF-8");
    assertThat(shape.lineEnd()).isEqualTo("LF");
    assertThat(shape.records()).isEqualTo(3);
    assertThat(shape.columnIndexes()).containsExactly(0, 1, 2, 3, 4, -1);
    assertThat(shape.coverage()).containsExactly(entry("2025-06", 2L), entry("2025-07", 1L));
    assertThat(shape.asOf()).isEqualTo("2025-07-01");
    assertThat(shape.flags()).isEmpty();
    assertThat(shape.declaredTotal()).isNull();
    assertThat(shape.splits())
        .containsExactly(new Split(HEADER.length(), 2L * ROW.length() + 31, 1));
  }

  @Test
  void takesHeadersInAnySpellingAndOrder() {
    FileShape shape =
        shape(
            STATEMENT,
            "a.tsv",
            utf8(
                "EarningsUSD\ttitle\tQUANTITY\tsale_month\tReportingDate\n1\tt\t1\t202504\t2025-06-03\n"));
    assertThat(shape.delimiter()).isEqualTo("\t");
    assertThat(shape.columnIndexes()).containsExactly(4, 3, 1, 2, 0, -1);
    assertThat(shape.header())
        .containsExactly("EarningsUSD", "title", "QUANTITY", "sale_month", "ReportingDate");
    assertThat(shape.coverage()).containsExactly(entry("2025-06", 1L));
  }

  @Test
  void readsEveryLineEnd() {
    String lf = HEADER + ROW + ROW;
    assertThat(shape(STATEMENT, "a.csv", utf8(lf.replace("\n", "\r"))).lineEnd()).isEqualTo("CR");
    assertThat(shape(STATEMENT, "a.csv", utf8(lf.replace("\n", "\r\n"))).lineEnd())
        .isEqualTo("CRLF");
    assertThat(shape(STATEMENT, "a.csv", utf8(HEADER + ROW + ROW.replace("\n", "\r\n"))).lineEnd())
        .isEqualTo("mixed");
    for (String end : List.of("\r", "\r\n", "\n\n", "\n\r")) {
      FileShape shape = shape(STATEMENT, "a.csv", utf8(lf.replace("\n", end)));
      assertThat(shape.records()).isEqualTo(2);
      assertThat(shape.coverage()).containsExactly(entry("2025-06", 2L));
    }
  }

  @Test
  void countsRecordsWithQuotesOfEveryKind() {
    byte[] bytes =
        statement(
            "2025-06-03,2025-04,\"line\nbreak, and \"\"quotes\"\"\",1,0.1\n",
            "2025-06-03,2025-04,12\" mix,1,0.1\n",
            "2025-06-03,2025-04,\"\",1,0.1\n",
            "2025-06-03,2025-04,\"\"\"\",1,0.1\n",
            "\"2025-08-03\",\"2025-04\",\"x\",\"1\",\"0.1\"\r\n");
    FileShape shape = shape(STATEMENT, "a.csv", bytes);
    assertThat(shape.records()).isEqualTo(5);
    assertThat(shape.coverage()).containsExactly(entry("2025-06", 4L), entry("2025-08", 1L));
  }

  @Test
  void namesTheLineOfAnOpenQuote() {
    assertThat(verdict(STATEMENT, "a.csv", statement(ROW, "2025-06-03,2025-04,\"open,1,1\n", ROW)))
        .isEqualTo("CSV_QUOTE_OPEN: The quote opened on line 3 is never closed.");
  }

  @Test
  void quarantinesALastLineThatIsCutOff() {
    assertThat(verdict(STATEMENT, "a.csv", statement(ROW, "2025-06-03,2025-04,So")))
        .isEqualTo("CSV_LAST_LINE: The last line has 3 of 5 columns and no line end.");
  }

  @Test
  void acceptsAWholeLastLineWithoutLineEnd() {
    assertThat(shape(STATEMENT, "a.csv", statement(ROW, "2025-06-03,2025-04,Song,1,0.0")).records())
        .isEqualTo(2);
  }

  @Test
  void leavesShortRowsToTheReader() {
    FileShape shape = shape(STATEMENT, "a.csv", statement("2025-06-03,2025-04\n", ROW));
    assertThat(shape.records()).isEqualTo(2);
  }

  @Test
  void namesTheMissingColumnAndTheNearestHeader() {
    byte[] renamed = utf8(HEADER.replace("Earnings (USD)", "Earning USD Total") + ROW);
    assertThat(verdict(STATEMENT, "a.csv", renamed))
        .isEqualTo(
            "CSV_HEADER_RENAMED: Column earnings_usd is missing; the nearest unknown header is"
                + " \"Earning USD Total\".");
    byte[] dropped = utf8("Reporting Date,Sale Month,Title,Quantity\n2025-06-03,2025-04,a,1\n");
    assertThat(verdict(STATEMENT, "a.csv", dropped))
        .isEqualTo(
            "CSV_HEADER_RENAMED: Column earnings_usd is missing; every header belongs to another"
                + " column.");
  }

  @Test
  void seesAnOptionalColumnThatWasRenamedALittle() {
    byte[] bytes = utf8(HEADER.strip() + ",Sourcetypes\n" + ROW.strip() + ",x\n");
    assertThat(verdict(STATEMENT, "a.csv", bytes))
        .isEqualTo(
            "CSV_HEADER_RENAMED: Column source_type is missing; the nearest unknown header is"
                + " \"Sourcetypes\".");
  }

  @Test
  void quarantinesDuplicateHeadersAlsoByCase() {
    byte[] bytes = utf8(HEADER.strip() + ",TITLE\n" + ROW.strip() + ",x\n");
    assertThat(verdict(STATEMENT, "a.csv", bytes))
        .isEqualTo("CSV_HEADER_DUPLICATE: Header \"TITLE\" (column 6) is there twice for title.");
    byte[] unknown = utf8(HEADER.strip() + ",Extra,extra\n" + ROW.strip() + ",x,y\n");
    assertThat(verdict(STATEMENT, "a.csv", unknown))
        .isEqualTo("CSV_HEADER_DUPLICATE: Header \"extra\" (column 7) is there twice.");
  }

  @Test
  void flagsAnExtraColumn() {
    byte[] bytes = utf8(HEADER.strip() + ",Tariff\n" + ROW.strip() + ",x\n");
    assertThat(shape(STATEMENT, "a.csv", bytes).flags()).containsExactly("DRIFT_EXTRA_COLUMN");
  }

  @Test
  void quarantinesAFileWithoutItsHeader() {
    assertThat(verdict(STATEMENT, "a.csv", utf8(ROW + ROW)))
        .isEqualTo(
            "CSV_HEADER_MISSING: No column of the contract is in the first line,"
                + " \"2025-06-03,2025-04,Song,1,0.011\".");
  }

  @Test
  void quarantinesAnotherDelimiter() {
    assertThat(verdict(STATEMENT, "a.csv", utf8((HEADER + ROW).replace(',', ';'))))
        .isEqualTo(
            "CSV_DELIMITER: The columns are separated by semicolon; the contract allows comma,"
                + " tab.");
  }

  @Test
  void flagsAHeaderWithoutRows() {
    FileShape shape = shape(STATEMENT, "a.csv", statement());
    assertThat(shape.records()).isZero();
    assertThat(shape.splits()).isEmpty();
    assertThat(shape.flags()).containsExactly("FILE_HEADER_ONLY");
    assertThat(shape(STATEMENT, "a.csv", utf8(HEADER.strip())).flags())
        .containsExactly("FILE_HEADER_ONLY");
  }

  @Test
  void leavesTotalsAndRepeatedHeadersOutOfTheCoverage() {
    FileShape shape = shape(STATEMENT, "a.csv", statement(ROW, HEADER, ROW, "Total,,,2,0.022\n"));
    assertThat(shape.records()).isEqualTo(4);
    assertThat(shape.coverage()).containsExactly(entry("2025-06", 2L));
    assertThat(shape.declaredTotal()).isEqualByComparingTo(new BigDecimal("0.022"));
  }

  @Test
  void takesAShortTotalsRowWithoutLineEnd() {
    FileShape shape = shape(STATEMENT, "a.csv", statement(ROW, "Total,0.011"));
    assertThat(shape.records()).isEqualTo(2);
    assertThat(shape.declaredTotal()).isEqualByComparingTo(new BigDecimal("0.011"));
  }

  @Test
  void flagsExactlyTheExportersRowLimit() {
    assertThat(shape(STATEMENT, "a.csv", statement(ROW, ROW, ROW, ROW, ROW, ROW, ROW)).flags())
        .containsExactly("ROWS_AT_LIMIT");
  }

  @Test
  void doesNotCountMalformedDatesAsCoverage() {
    FileShape shape =
        shape(
            STATEMENT,
            "a.csv",
            statement(
                ROW,
                "2025-02-30,2025-04,Song,1,0\n",
                "20250-01-01,2025-04,Song,1,0\n",
                ",2025-04,Song,1,0\n"));
    assertThat(shape.records()).isEqualTo(4);
    assertThat(shape.coverage()).containsExactly(entry("2025-06", 1L));
  }

  @Test
  void quarantinesMoreThanTheColumnLimit() {
    assertThat(verdict(STATEMENT, "a.csv", statement(ROW.strip() + ",".repeat(2000) + "\n")))
        .isEqualTo("CSV_COLUMNS: There are 2005 columns; the limit is 2000.");
    String wide = HEADER.strip() + ",x".repeat(1) + ",y" + ",".repeat(1994) + "z\n";
    assertThat(verdict(STATEMENT, "a.csv", utf8(wide)))
        .isEqualTo("CSV_COLUMNS: There are 2001 columns; the limit is 2000.");
  }

  @Test
  void acceptsAByteOrderMark() {
    FileShape shape =
        shape(
            STATEMENT,
            "a.csv",
            join(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, statement(ROW)));
    assertThat(shape.encoding()).isEqualTo("UTF-8");
    assertThat(shape.header().get(0)).isEqualTo("Reporting Date");
    assertThat(shape.splits()).containsExactly(new Split(HEADER.length() + 3, ROW.length(), 1));
  }

  @Test
  void convertsUtf16ByItsMark() {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] bytes =
          ("\ufeff" + HEADER + ROW.replace("Song", "S\u00f6ng \ud83d\ude00")).getBytes(charset);
      FileShape shape = shape(STATEMENT, "a.csv", bytes);
      assertThat(shape.encoding()).isEqualTo(charset.name());
      assertThat(shape.coverage()).containsExactly(entry("2025-06", 1L));
      assertThat(shape.splits()).containsExactly(new Split(HEADER.length(), ROW.length() + 6, 1));
    }
  }

  @Test
  void quarantinesUtf16WithoutMark() {
    assertThat(verdict(STATEMENT, "a.csv", (HEADER + ROW).getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo("TEXT_ENCODING: The text looks like UTF-16 without a byte order mark.");
  }

  @Test
  void readsWindows1252OnlyWhereTheContractAllowsIt() {
    byte[] bytes =
        (HEADER + ROW + ROW.replace("Song", "Bjork f\u00fcr Zo\u00e9"))
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(shape(STATEMENT, "a.csv", bytes).encoding()).isEqualTo("windows-1252");
    byte[] daily = "Date,Video Views\nApril 1,\u00fcber\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(verdict(Fixtures.DAILY, "a.csv", daily))
        .isEqualTo(
            "TEXT_ENCODING: Byte 0xFC on line 2 is not UTF-8; the text looks like windows-1252,"
                + " which the contract does not allow.");
  }

  @Test
  void leavesAnInvalidByteInUtf8ToItsRow() {
    byte[] good = utf8(HEADER + ROW.replace("Song", "S\u00f6ng") + ROW.replace("Song", "Zo\u00e9"));
    byte[] bytes =
        join(good, utf8("2025-06-03,2025-04,"), new byte[] {(byte) 0xff}, utf8(",1,1\n"));
    FileShape shape = shape(STATEMENT, "a.csv", bytes);
    assertThat(shape.encoding()).isEqualTo("UTF-8");
    assertThat(shape.records()).isEqualTo(3);
  }

  @Test
  void splitsAtRecordEnds() throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder(HEADER);
    int rows = 3000;
    for (int i = 0; i < rows; i++) {
      String title =
          random.nextBoolean() ? "plain" : "\"with\nbreak " + "x".repeat(random.nextInt(50)) + "\"";
      text.append("2025-06-03,2025-04,").append(title).append(",1,1\n");
    }
    byte[] bytes = utf8(text.toString());
    LakeSettings.Limits small =
        new LakeSettings.Limits(1L << 40, 1 << 30, 100, 200, 2000, 1 << 20, 5000);
    FileShape shape =
        new FileScan(STATEMENT, small)
            .scan(ByteSource.of(bytes), ScanContext.of("a.csv", Fixtures.LANDED))
            .shape();
    assertThat(shape).isNotNull();
    long expected = HEADER.length();
    long firstRow = 1;
    for (Split split : shape.splits()) {
      assertThat(split.offset()).isEqualTo(expected);
      assertThat(split.firstRow()).isEqualTo(firstRow);
      String part =
          new String(bytes, (int) split.offset(), (int) split.length(), StandardCharsets.UTF_8);
      assertThat(part).startsWith("2025-06-03").endsWith(",1,1\n");
      firstRow += part.split("2025-06-03", -1).length - 1;
      expected += split.length();
    }
    assertThat(expected).isEqualTo(bytes.length);
    assertThat(firstRow).isEqualTo(rows + 1);
    assertThat(shape.records()).isEqualTo(rows);
    assertThat(shape.splits().size()).isGreaterThan(10);
  }

  @Test
  void agreesWithAPlainStateMachineOnRandomText() {
    String[] pieces = {
      "\"", "\"\"", ",", ",", "\n", "\r", "\r\n", "a", "2025-06-03", "\u00e9", " "
    };
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(HEADER);
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      int[] expected = plainCount(text.substring(HEADER.length()));
      ScanResult result = scan(STATEMENT, "a.csv", utf8(text + (expected[1] == 0 ? "\n" : "")));
      FileShape shape = result.shape();
      if (expected[1] == 1) {
        assertThat(verdict(result.broken())).as("seed %s", seed).startsWith("CSV_QUOTE_OPEN");
      } else {
        assertThat(shape).as("seed %s", seed).isNotNull();
        assertThat(shape.records()).as("seed %s", seed).isEqualTo(expected[0]);
      }
    }
  }

  /** Records, and 1 where a quote stays open. */
  private static int[] plainCount(String text) {
    int records = 0;
    int inRecord = 0;
    boolean quoted = false;
    boolean fieldStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        inRecord++;
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '\n' || c == '\r') {
        records += inRecord > 0 ? 1 : 0;
        inRecord = 0;
        fieldStart = true;
      } else {
        inRecord++;
        quoted = c == '"' && fieldStart;
        fieldStart = c == ',';
      }
    }
    return new int[] {records + (inRecord > 0 ? 1 : 0), quoted ? 1 : 0};
  }

  @Test
  void survivesARecordLargerThanItsBuffers() {
    String huge = "2025-06-03,2025-04,\"" + "line, \n".repeat(3_000_000) + "\",1,1\n";
    FileShape shape = shape(STATEMENT, "a.csv", statement(ROW, huge, ROW));
    assertThat(shape.records()).isEqualTo(3);
    assertThat(shape.coverage()).containsExactly(entry("2025-06", 2L));
    long total = shape.splits().stream().mapToLong(Split::length).sum();
    assertThat(total).isEqualTo(2L * ROW.length() + huge.length());
  }

  @Test
  void givesTheSameResultTwice() {
    byte[] bytes = statement(ROW, HEADER, ROW, "Total,,,2,0.022\n");
    assertThat(scan(STATEMENT, "a.csv", bytes)).isEqualTo(scan(STATEMENT, "a.csv", bytes));
    assertThat(LIMITS.columns()).isEqualTo(2000);
  }

  @Test
  void refusesWhatIsNotDelimitedText() {
    assertThat(verdict(STATEMENT, "a.csv", new byte[0]))
        .isEqualTo("FILE_EMPTY: The file has no bytes.");
    assertThat(
            verdict(STATEMENT, "a.csv", utf8("\n <!DOCTYPE html><html><body>Log in</body></html>")))
        .isEqualTo("FILE_HTML: The bytes are a web page; the name says \"csv\".");
    assertThat(verdict(STATEMENT, "statement", utf8("<html>")))
        .isEqualTo("FILE_HTML: The bytes are a web page.");
    assertThat(verdict(STATEMENT, "a.csv", utf8("%PDF-1.7 ...")))
        .isEqualTo("FILE_MAGIC: The bytes are a PDF; the name says \"csv\".");
    assertThat(verdict(STATEMENT, "a.zip", statement(ROW)))
        .isEqualTo("FILE_MAGIC: The bytes are text; the name says \"zip\".");
    assertThat(verdict(STATEMENT, "a.csv", utf8("{\"a\":1}")))
        .isEqualTo("FILE_MAGIC: The bytes are JSON; the contract reads delimited text.");
    assertThat(verdict(STATEMENT, "a.csv", join(utf8("Repo"), new byte[200])))
        .startsWith("FILE_MAGIC: The bytes are binary data");
  }
}
