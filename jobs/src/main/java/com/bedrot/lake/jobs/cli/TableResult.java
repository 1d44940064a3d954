package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns, for people: the first rows of a long result. */
final class TableResult implements PrintedResult {
  private static final int MOST = 10_000;

  private final Printer printer;
  private final List<String> header = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private long seen;

  TableResult(Printer printer) {
    this.printer = printer;
  }

  @Override
  public void columns(List<Column> columns) {
    columns.forEach(column -> header.add(column.name()));
  }

  @Override
  public void row(List<@Nullable String> values) {
    seen++;
    if (rows.size() < MOST) {
      rows.add(values.stream().map(value -> value == null ? "" : value).toList());
    }
  }

  @Override
  public void end() {
    printer.result(new TextTable(header, rows));
    String shown = seen > MOST ? ", the first " + MOST + " shown; --csv prints all" : "";
    printer.note("(" + seen + (seen == 1 ? " row" : " rows") + shown + ")");
  }
}
