package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A workbook's sheets as comma-separated UTF-8 text: cells as they are stored, numbers without
 * exponent, formulas by their last result, every field quoted. The text is the content that counts;
 * a sheet is named {@code sheet:NAME} where an archive's member would be.
 */
public final class XlsxContent {
  /** Starts the member name of a sheet. */
  public static final String SHEET = "sheet:";

  private static final int MOST_COLUMNS = 16_384;
  private static final int LARGEST_EXPONENT = 400;

  private final ZipContent zip;
  private final Map<String, String> sheetFiles;
  private final long limit;
  private @Nullable List<String> sharedTexts;

  private XlsxContent(ZipContent zip, Map<String, String> sheetFiles, long limit) {
    this.zip = zip;
    this.limit = limit;
    this.sheetFiles = sheetFiles;
  }

  /**
   * Opens a workbook.
   *
   * @param limit most inflated bytes
   * @param ratio most inflated bytes per packed byte
   * @throws BrokenFileException for a broken archive, {@code XLSX_ENTITY} where a part declares a
   *     document type
   */
  public static XlsxContent open(ByteSource source, long limit, int ratio) throws IOException {
    ZipContent zip = ZipContent.open(source, limit, ratio);
    Map<String, String> targets = new HashMap<>();
    walk(
        zip,
        "xl/_rels/workbook.xml.rels",
        xml -> {
          if (xml.getLocalName().equals("Relationship")) {
            targets.put(attribute(xml, "Id"), attribute(xml, "Target"));
          }
        });
    Map<String, String> sheets = new LinkedHashMap<>();
    walk(
        zip,
        "xl/workbook.xml",
        xml -> {
          if (xml.getLocalName().equals("sheet")) {
            String target = targets.getOrDefault(attribute(xml, "id"), "");
            sheets.put(
                attribute(xml, "name"),
                target.startsWith("/") ? target.substring(1) : "xl/" + target);
          }
        });
    return new XlsxContent(zip, sheets, limit);
  }

  /** Names in the workbook's order. */
  public List<String> sheets() {
    return List.copyOf(sheetFiles.keySet());
  }

  /** The sheet as text. */
  public InputStream csv(String sheet) throws IOException {
    String file = sheetFiles.get(sheet);
    if (file == null) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_NO_MEMBER, "The workbook has no sheet " + Shown.text(sheet) + ".");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SheetText text = new SheetText(out, sharedTexts(), limit);
    walk(zip, file, text::start, text::characters, text::end);
    return new ByteArrayInputStream(out.toByteArray());
  }

  private List<String> sharedTexts() throws IOException {
    List<String> known = sharedTexts;
    if (known != null) {
      return known;
    }
    List<String> texts = new ArrayList<>();
    if (zip.entries().stream().anyMatch(e -> e.name().equals("xl/sharedStrings.xml"))) {
      SharedTexts collector = new SharedTexts(texts);
      walk(zip, "xl/sharedStrings.xml", collector::start, collector::characters, collector::end);
    }
    sharedTexts = texts;
    return texts;
  }

  private interface Start {
    void accept(XMLStreamReader xml);
  }

  private interface Text {
    void accept(String text);
  }

  private static void walk(ZipContent zip, String entry, Start start) throws IOException {
    walk(zip, entry, start, text -> {}, name -> {});
  }

  private static void walk(ZipContent zip, String entryName, Start start, Text text, Text end)
      throws IOException {
    ZipContent.Entry entry =
        zip.entries().stream()
            .filter(e -> e.name().equals(entryName))
            .findFirst()
            .orElseThrow(
                () ->
                    new BrokenFileException(
                        ErrorCode.FILE_UNREADABLE, "The workbook has no part " + entryName + "."));
    try (InputStream in = zip.open(entry)) {
      XMLStreamReader xml = factory().createXMLStreamReader(in);
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> start.accept(xml);
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.accept(xml.getText());
          case XMLStreamConstants.END_ELEMENT -> end.accept(xml.getLocalName());
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new BrokenFileException(
                  ErrorCode.XLSX_ENTITY, "Part " + entryName + " declares a document type.");
          default -> {
            // comments, processing instructions and white space say nothing
          }
        }
      }
    } catch (XMLStreamException broken) {
      throw new BrokenFileException(
          ErrorCode.FILE_UNREADABLE, "Part " + entryName + " of the workbook is broken XML.");
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new BrokenFileException(
              ErrorCode.XLSX_ENTITY, "A part of the workbook declares a document type.");
        });
    return factory;
  }

  /** The attribute of that local name, empty where there is none. */
  private static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }

  /** Collects the workbook's shared texts; phonetic readings are left out. */
  private static final class SharedTexts {
    private final List<String> texts;
    private final StringBuilder current = new StringBuilder();
    private boolean inText;
    private boolean inReading;

    SharedTexts(List<String> texts) {
      this.texts = texts;
    }

    void start(XMLStreamReader xml) {
      inReading |= xml.getLocalName().equals("rPh");
      inText = xml.getLocalName().equals("t") && !inReading;
    }

    void characters(String text) {
      if (inText) {
        current.append(text);
      }
    }

    void end(String name) {
      inText = false;
      if (name.equals("rPh")) {
        inReading = false;
      } else if (name.equals("si")) {
        texts.add(current.toString());
        current.setLength(0);
      }
    }
  }

  /** Writes a sheet's rows as they come. */
  private static final class SheetText {
    private final ByteArrayOutputStream out;
    private final List<String> shared;
    private final long limit;
    private final List<String> row = new ArrayList<>();
    private final StringBuilder value = new StringBuilder();
    private String type = "";
    private int column;
    private boolean inValue;

    SheetText(ByteArrayOutputStream out, List<String> shared, long limit) {
      this.out = out;
      this.shared = shared;
      this.limit = limit;
    }

    void start(XMLStreamReader xml) {
      switch (xml.getLocalName()) {
        case "row" -> row.clear();
        case "c" -> {
          type = attribute(xml, "t");
          String place = attribute(xml, "r");
          column = place.isEmpty() ? row.size() : column(place);
          value.setLength(0);
        }
        case "v", "t" -> inValue = true;
        default -> inValue = false;
      }
    }

    void characters(String text) {
      if (inValue) {
        value.append(text);
      }
    }

    void end(String name) {
      inValue = false;
      if (name.equals("c")) {
        while (row.size() < column) {
          row.add("");
        }
        row.add(cell());
      } else if (name.equals("row") && row.stream().anyMatch(c -> !c.isEmpty())) {
        String line = "\"" + String.join("\",\"", row.stream().map(SheetText::escaped).toList());
        out.writeBytes((line + "\"\n").getBytes(StandardCharsets.UTF_8));
        if (out.size() > limit) {
          throw new BrokenFileException(
              ErrorCode.ARCHIVE_BOMB, "The sheet's text is larger than " + limit + " bytes.");
        }
      }
    }

    private static String escaped(String cell) {
      return cell.replace("\"", "\"\"");
    }

    private static int column(String place) {
      int column = 0;
      for (int i = 0; i < place.length() && Character.isLetter(place.charAt(i)); i++) {
        column = column * 26 + Character.toUpperCase(place.charAt(i)) - 'A' + 1;
      }
      if (column < 1 || column > MOST_COLUMNS) {
        throw new BrokenFileException(
            ErrorCode.FILE_UNREADABLE, "The cell " + Shown.text(place) + " lies outside a sheet.");
      }
      return column - 1;
    }

    private String cell() {
      String text = value.toString();
      return switch (type) {
        case "s" -> shared(text);
        case "b" -> text.equals("1") ? "TRUE" : "FALSE";
        case "", "n" -> number(text);
        default -> text;
      };
    }

    private String shared(String index) {
      try {
        return shared.get(Integer.parseInt(index.strip()));
      } catch (NumberFormatException | IndexOutOfBoundsException none) {
        throw new BrokenFileException(
            ErrorCode.FILE_UNREADABLE,
            "The workbook has no shared text " + Shown.text(index) + ".");
      }
    }

    private static String number(String text) {
      if (text.indexOf('E') < 0 && text.indexOf('e') < 0) {
        return text;
      }
      try {
        BigDecimal number = new BigDecimal(text);
        boolean sane = Math.abs((long) number.scale()) <= LARGEST_EXPONENT;
        return sane ? number.toPlainString() : text;
      } catch (NumberFormatException asItIs) {
        return text;
      }
    }
  }
}
