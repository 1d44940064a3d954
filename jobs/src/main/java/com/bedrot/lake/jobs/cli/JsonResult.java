package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.run.LakeJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document: {@code schema_version}, {@code columns} with name and type, {@code rows} as
 * arrays. Integers are numbers, decimals are texts with all their digits, JSON columns are texts.
 */
final class JsonResult implements PrintedResult {
  private static final int SCHEMA_VERSION = 1;
  private static final int FLUSH_CHARACTERS = 64 * 1024;

  /** As it stands in the document. */
  record PrintedColumn(String name, String type) {}

  private final Printer printer;
  private final StringBuilder text = new StringBuilder();
  private List<Column> columns = List.of();
  private boolean anyRow;

  JsonResult(Printer printer) {
    this.printer = printer;
  }

  @Override
  public void columns(List<Column> columns) {
    this.columns = columns;
    List<PrintedColumn> printed =
        columns.stream().map(c -> new PrintedColumn(c.name(), c.type())).toList();
    text.append("{\n  \"schema_version\": ")
        .append(SCHEMA_VERSION)
        .append(",\n  \"columns\": ")
        .append(LakeJson.line(printed))
        .append(",\n  \"rows\": [");
  }

  @Override
  public void row(List<@Nullable String> values) {
    List<@Nullable Object> fields = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      fields.add(field(columns.get(i), values.get(i)));
    }
    text.append(anyRow ? ",\n    " : "\n    ").append(LakeJson.line(fields));
    anyRow = true;
    if (text.length() > FLUSH_CHARACTERS) {
      flush();
    }
  }

  @Override
  public void end() {
    text.append(anyRow ? "\n  ]\n}\n" : "]\n}\n");
    flush();
  }

  private static @Nullable Object field(Column column, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return switch (column.kind()) {
      case INTEGER -> Long.valueOf(value);
      case BOOLEAN -> Boolean.valueOf(value);
      case TEXT, DECIMAL -> value;
    };
  }

  private void flush() {
    printer.raw(text.toString());
    text.setLength(0);
  }
}
