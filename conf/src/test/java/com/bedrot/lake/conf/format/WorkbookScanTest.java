package com.bedrot.lake.conf.format;

import static com.bedrot.lake.conf.format.Fixtures.DAILY;
import static com.bedrot.lake.conf.format.Fixtures.INSIGHTS;
import static com.bedrot.lake.conf.format.Fixtures.scan;
import static com.bedrot.lake.conf.format.Fixtures.utf8;
import static com.bedrot.lake.conf.format.Fixtures.verdict;
import static com.bedrot.lake.conf.format.Fixtures.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkbookScanTest {
  private static final String OVERVIEW =
      "<row r=\"1\">"
          + text("A1", "Date")
          + text("B1", "Video Views")
          + text("C1", "Likes")
          + "</row>"
          + "<row r=\"2\">"
          + text("A2", "April 21")
          + text("B2", "1")
          + text("C2", "-2")
          + "</row>"
          + "<row r=\"3\">"
          + text("A3", "April 22")
          + text("C3", "0")
          + "</row>";

  private static String text(String place, String value) {
    return "<c r=\"" + place + "\" t=\"str\"><v>" + value + "</v></c>";
  }

  /** A workbook of name, rows pairs. */
  private static byte[] workbook(String head, String... namesAndRows) {
    List<Object> parts = new ArrayList<>(List.of("[Content_Types].xml", utf8("<Types/>")));
    StringBuilder sheets = new StringBuilder();
    StringBuilder targets = new StringBuilder();
    for (int i = 0; i < namesAndRows.length; i += 2) {
      sheets.append(
          "<sheet name=\""
              + namesAndRows[i]
              + "\" sheetId=\""
              + (i + 1)
              + "\" r:id=\"r"
              + i
              + "\"/>");
      targets.append("<Relationship Id=\"r" + i + "\" Target=\"worksheets/sheet" + i + ".xml\"/>");
      parts.add("xl/worksheets/sheet" + i + ".xml");
      parts.add(
          utf8(head + "<worksheet><sheetData>" + namesAndRows[i + 1] + "</sheetData></worksheet>"));
    }
    parts.add("xl/workbook.xml");
    parts.add(utf8("<workbook xmlns:r=\"http://r\"><sheets>" + sheets + "</sheets></workbook>"));
    parts.add("xl/_rels/workbook.xml.rels");
    parts.add(utf8("<Relationships>" + targets + "</Relationships>"));
    parts.add("xl/sharedStrings.xml");
    parts.add(
        utf8(
            "<sst><si><t>Zo\u00e9</t></si><si><r><t>a\"</t></r><r><t>b</t></r><rPh><t>x</t></rPh></si></sst>"));
    return zip(parts.toArray());
  }

  @Test
  void readsTheOnlySheet() throws IOException {
    byte[] bytes = workbook("", "Overview", OVERVIEW);
    ScanResult result = scan(DAILY, "Overview.xlsx", bytes);
    assertThat(result.broken()).isEmpty();
    assertThat(result.window()).isEqualTo("2026-04-21/2026-04-22");
    FileShape shape = result.shape();
    assertThat(shape).isNotNull();
    assertThat(shape.member()).isEqualTo("sheet:Overview");
    assertThat(shape.coverage()).containsExactly(entry("2026-04-21", 1L), entry("2026-04-22", 1L));
    assertThat(result.contentSha256())
        .isEqualTo(
            Sha256.hex(
                utf8(
                    "\"Date\",\"Video Views\",\"Likes\"\n\"April 21\",\"1\",\"-2\"\n"
                        + "\"April 22\",\"\",\"0\"\n")));
  }

  @Test
  void writesCellsOfEveryKindAsTheyAreStored() throws IOException {
    String row =
        "<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
            + "<c r=\"D1\"><f>1/3</f><v>1.1000000000000001E-2</v></c><c><v>197389991934</v></c>"
            + "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c>"
            + "<c t=\"inlineStr\"><is><t>in</t></is></c><c><v>1E999999</v></c></row><row/>";
    try (ByteSource source = ByteSource.of(workbook("", "S", row))) {
      String text =
          new String(
              XlsxContent.open(source, 1 << 20, 1000).csv("S").readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(text)
          .isEqualTo(
              "\"Zo\u00e9\",\"a\"\"b\",\"\",\"0.011000000000000001\",\"197389991934\",\"TRUE\","
                  + "\"#REF!\",\"in\",\"1E999999\"\n");
    }
  }

  @Test
  void takesTheSheetThatFitsAndNeverGuesses() {
    String other = "<row>" + text("A1", "Summary") + "</row>";
    assertThat(scan(DAILY, "a.xlsx", workbook("", "Notes", other, "Overview", OVERVIEW)).fine())
        .isTrue();
    assertThat(verdict(DAILY, "a.xlsx", workbook("", "One", OVERVIEW, "Two", OVERVIEW)))
        .isEqualTo("XLSX_SHEETS: The sheets \"One\", \"Two\" are both data of fixture.daily.");
    assertThat(verdict(DAILY, "a.xlsx", workbook("", "One", other, "Two", other)))
        .isEqualTo(
            "ARCHIVE_NO_MEMBER: No sheet is data of fixture.daily; there are \"One\", \"Two\".");
  }

  @Test
  void refusesDocumentTypes() {
    String doctype = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    assertThat(verdict(DAILY, "a.xlsx", workbook(doctype, "Overview", OVERVIEW)))
        .isEqualTo("XLSX_ENTITY: Part xl/worksheets/sheet0.xml declares a document type.");
  }

  @Test
  void refusesWhatIsNoWorkbook() {
    assertThat(verdict(DAILY, "a.xlsx", zip("[Content_Types].xml", utf8("<Types/>"))))
        .isEqualTo("FILE_UNREADABLE: The workbook has no part xl/_rels/workbook.xml.rels.");
    assertThat(verdict(DAILY, "a.xlsx", workbook("<broken", "Overview", OVERVIEW)))
        .isEqualTo("FILE_UNREADABLE: Part xl/worksheets/sheet0.xml of the workbook is broken XML.");
    assertThat(verdict(DAILY, "a.xlsx", workbook("", "Overview", "")))
        .isEqualTo("FILE_EMPTY: Sheet \"Overview\" has no cells.");
    assertThat(verdict(DAILY, "a.xlsx", utf8("Date,Video Views\n")))
        .isEqualTo("FILE_MAGIC: The bytes are text; the name says \"xlsx\".");
    assertThat(verdict(INSIGHTS, "a.xlsx", workbook("", "Overview", OVERVIEW)))
        .isEqualTo(
            "FILE_MAGIC: The bytes are an Excel workbook, which fixture.insights does not come in.");
    assertThat(verdict(DAILY, "a.csv", workbook("", "Overview", OVERVIEW)))
        .isEqualTo("FILE_MAGIC: The bytes are an Excel workbook; the name says \"csv\".");
  }

  @Test
  void refusesCellsOutsideASheet() {
    String row = "<row>" + text("ZZZZ1", "Date") + "</row>";
    assertThat(verdict(DAILY, "a.xlsx", workbook("", "Overview", row)))
        .isEqualTo("FILE_UNREADABLE: The cell \"ZZZZ1\" lies outside a sheet.");
  }
}
