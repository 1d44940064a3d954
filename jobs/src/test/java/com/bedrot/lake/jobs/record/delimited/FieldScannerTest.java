package com.bedrot.lake.jobs.record.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldScannerTest {
  private static final int DOCUMENTS = 300;
  private static final String[] PIECES = {
    "a",
    "bc",
    "\"\"",
    ",",
    "\n",
    "\r\n",
    "\r",
    "é",
    "Ж",
    "🎵",
    " ",
    "1.5",
    "x".repeat(40),
    ";",
    "\t"
  };

  @Test
  void agreesWithAnIndependentReaderOnGeneratedText() throws IOException {
    Random random = new Random(20_260_101);
    for (int i = 0; i < DOCUMENTS; i++) {
      String text = document(random);
      List<List<String>> expected = new ArrayList<>();
      try (CsvReader<CsvRecord> independent = CsvReader.builder().ofCsvRecord(text)) {
        independent.forEach(record -> expected.add(record.getFields()));
      }

      assertThat(scan(text, 1 + random.nextInt(7)))
          .as("document %s: %s", i, text)
          .isEqualTo(expected);
    }
  }

  @Test
  void growsItsBufferForARecordLargerThanIt() throws IOException {
    String large = "y".repeat(3 << 20);

    assertThat(scan("a," + large + "\nb,c", 1 << 16))
        .isEqualTo(List.of(List.of("a", large), List.of("b", "c")));
  }

  @Test
  void takesAnUnclosedQuoteAsText() throws IOException {
    assertThat(scan("a,\"b\nc,d", 3)).isEqualTo(List.of(List.of("a", "\"b"), List.of("c", "d")));
  }

  private static String document(Random random) {
    StringBuilder text = new StringBuilder();
    int records = random.nextInt(6);
    int fields = 1 + random.nextInt(4);
    for (int r = 0; r < records; r++) {
      for (int f = 0; f < fields; f++) {
        text.append(f == 0 ? "" : ",").append(field(random, fields));
      }
      text.append(List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
    }
    return text.toString();
  }

  private static String field(Random random, int fields) {
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      value.append(PIECES[random.nextInt(PIECES.length)]);
    }
    boolean quoted = value.toString().matches("(?s).*[\",\r\n].*") || random.nextInt(4) == 0;
    String text = quoted ? "\"" + value + "\"" : value.toString();
    return fields == 1 && text.isEmpty() ? "z" : text;
  }

  private static List<List<String>> scan(String text, int chunk) throws IOException {
    FieldScanner scanner = new FieldScanner();
    FieldText fields = new FieldText(StandardCharsets.UTF_8);
    scanner.start(trickle(text, chunk), ',');
    List<List<String>> records = new ArrayList<>();
    while (scanner.next()) {
      List<String> record = new ArrayList<>();
      fields.clear();
      for (int f = 0; f < scanner.count(); f++) {
        int from =
            fields.make(scanner.buffer(), scanner.start(f), scanner.end(f), scanner.isEscaped(f));
        record.add(new String(fields.bytes(), from, fields.end() - from, StandardCharsets.UTF_8));
      }
      records.add(record);
    }
    return records;
  }

  /** A stream that hands out a few bytes at a time. */
  private static InputStream trickle(String text, int chunk) {
    return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(chunk, length));
      }
    };
  }
}
