package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.Printer;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CSV for programs and spreadsheets. A missing value is empty, an empty text is {@code ""}. Text
 * that a spreadsheet would take for a formula gets a leading apostrophe; numbers are never touched.
 */
final class CsvResult implements PrintedResult {
  private static final int FLUSH_CHARACTERS = 64 * 1024;
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final Printer printer;
  private final StringWriter text = new StringWriter();
  private final CsvWriter writer =
      CsvWriter.builder()
          .lineDelimiter(LineDelimiter.LF)
          .quoteStrategy(QuoteStrategies.EMPTY)
          .build(text);
  private List<Column> columns = List.of();

  CsvResult(Printer printer) {
    this.printer = printer;
  }

  @Override
  public void columns(List<Column> columns) {
    this.columns = columns;
    writer.writeRecord(columns.stream().map(column -> harmless(column.name())).toList());
  }

  @Override
  public void row(List<@Nullable String> values) {
    List<@Nullable String> fields = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      boolean free = value != null && columns.get(i).kind() == Kind.TEXT;
      fields.add(free ? harmless(value) : value);
    }
    writer.writeRecord(fields);
    if (text.getBuffer().length() > FLUSH_CHARACTERS) {
      end();
    }
  }

  @Override
  public void end() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    printer.raw(text.toString());
    text.getBuffer().setLength(0);
  }

  private static String harmless(String value) {
    return !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }
}
