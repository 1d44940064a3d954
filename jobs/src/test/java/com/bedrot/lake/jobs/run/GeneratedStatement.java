package com.bedrot.lake.jobs.run;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A statement with shuffled columns, other spellings, lone CR line ends, refunds, and broken rows,
 * and what a plain reader counts in it.
 */
final class GeneratedStatement {
  static final String TITLE = "Blood, Sweat \"&\" Tears";
  private static final int ROWS = 400;
  private static final List<String> COLUMNS =
      List.of(
          "ReportingDate",
          "sale month",
          "STORE",
          "artist",
          "Title",
          "ISRC",
          "UPC",
          "quantity",
          "Team Percentage",
          "Source Type",
          "Country of Sale",
          "Songwriter Royalties Withheld (USD)",
          "Earnings (USD)",
          "Recoup (USD)",
          "Label Note");

  final String text;
  long good;
  long broken;
  long refunds;
  BigDecimal earnings = BigDecimal.ZERO;

  GeneratedStatement(long seed) {
    Random random = new Random(seed);
    List<String> order = new ArrayList<>(COLUMNS);
    Collections.shuffle(order, random);
    StringBuilder out = new StringBuilder(quoted(order)).append('\r');
    for (int i = 0; i < ROWS; i++) {
      out.append(quoted(order.stream().map(c -> value(c, random)).toList())).append('\r');
    }
    text = out.toString();
    count();
  }

  private static String value(String column, Random random) {
    boolean damaged = random.nextInt(150) == 0;
    return switch (column) {
      case "ReportingDate" -> damaged ? "2026-02-30" : "2026-0" + (1 + random.nextInt(9)) + "-15";
      case "sale month" -> random.nextBoolean() ? "202511" : "2025-12";
      case "STORE" -> random.nextBoolean() ? "Spotify" : "Apple Music";
      case "artist" -> "PIG1987";
      case "Title" -> TITLE;
      case "ISRC" -> "QZABC260000" + random.nextInt(9);
      case "UPC" -> random.nextInt(9) == 0 ? "" : "0724384960650";
      case "quantity" ->
          damaged
              ? "many"
              : random.nextInt(9) == 0 ? "-1" : String.valueOf(random.nextInt(9_000_000));
      case "Team Percentage" -> "100";
      case "Source Type" -> "Song";
      case "Country of Sale" -> "OU";
      case "Songwriter Royalties Withheld (USD)" -> "0.00000";
      case "Earnings (USD)" ->
          damaged
              ? "1,50"
              : new BigDecimal(
                      java.math.BigInteger.valueOf(
                          random.nextLong(-99_999_999L, 9_999_999_999_999L)),
                      12)
                  .toPlainString();
      case "Recoup (USD)" -> "";
      case "Label Note" -> "note " + random.nextInt(3);
      default -> throw new IllegalArgumentException(column);
    };
  }

  private static String quoted(List<String> values) {
    return "\""
        + String.join("\",\"", values.stream().map(v -> v.replace("\"", "\"\"")).toList())
        + "\"";
  }

  private void count() {
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text)) {
      for (NamedCsvRecord record : records) {
        try {
          LocalDate.parse(record.getField("ReportingDate"));
          long quantity = Long.parseLong(record.getField("quantity"));
          earnings = earnings.add(new BigDecimal(record.getField("Earnings (USD)")));
          refunds += quantity < 0 ? 1 : 0;
          good++;
        } catch (DateTimeParseException | NumberFormatException e) {
          broken++;
        }
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
