package com.bedrot.lake.jobs.record.delimited;

import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.jobs.record.input.PartInput;
import com.bedrot.lake.jobs.record.input.PartLayout;
import com.bedrot.lake.jobs.record.input.RecordPart;
import com.bedrot.lake.jobs.record.input.RecordReader;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads delimited text. */
public final class DelimitedReader implements RecordReader {
  private static final int FIELD_LIMIT = 1 << 20;
  private final PartInput input;
  private final RowAssembler rows;
  private final FieldScanner scanner = new FieldScanner();
  private final TotalsRows totals;
  private final int[] columns;
  private final int[] places;
  private final boolean[] fromFields;
  private FieldText text = new FieldText(StandardCharsets.UTF_8);
  private Charset charset = StandardCharsets.UTF_8;
  private byte[][] header = new byte[0][];
  private boolean plainUtf8;
  private long number;
  private InputStream open = InputStream.nullInputStream();

  public DelimitedReader(DatasetContract contract, PartInput input, RowAssembler rows) {
    this.input = input;
    this.rows = rows;
    this.totals = new TotalsRows(contract.format().totals());
    this.columns = rows.fields();
    this.places = new int[columns.length];
    this.fromFields = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      fromFields[i] = contract.columns().get(columns[i]).origin() == Origin.FIELD;
    }
  }

  @Override
  public void start(RecordPart part) throws IOException {
    open.close();
    PartLayout layout = part.layout();
    open = input.open(part);
    Charset scanned = PartInput.charset(layout.encoding());
    if (!scanned.equals(charset)) {
      charset = scanned;
      text = new FieldText(charset);
    }
    plainUtf8 = charset.equals(StandardCharsets.UTF_8);
    String delimiter = layout.delimiter();
    scanner.start(open, delimiter == null || delimiter.isEmpty() ? ',' : delimiter.charAt(0));
    header =
        layout.header().stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    for (int i = 0; i < columns.length; i++) {
      places[i] = fromFields[i] ? layout.columnIndexes().get(columns[i]) : -1;
    }
    number = part.firstRow() - 1;
    rows.start(part.file());
  }

  @Override
  public boolean next() throws IOException {
    while (scanner.next()) {
      number++;
      text.clear();
      if (isSkipped()) {
        rows.skip();
        continue;
      }
      rows.begin(number);
      if (scanner.count() != header.length) {
        spoiled(ErrorCode.ROW_COLUMNS);
      } else if (scanner.hasHigh() || scanner.hasNul() || isLarge()) {
        checkedRecord();
      } else {
        plainRecord();
      }
      if (rows.needsRaw()) {
        raw();
      }
      rows.end();
      return true;
    }
    return false;
  }

  private void plainRecord() {
    byte[] bytes = scanner.buffer();
    for (int i = 0; i < places.length; i++) {
      int field = places[i];
      if (field < 0) {
        rows.missing(columns[i]);
      } else if (scanner.isEscaped(field)) {
        int from = text.make(bytes, scanner.start(field), scanner.end(field), true);
        rows.value(columns[i], text.bytes(), from, text.end());
      } else {
        rows.value(columns[i], bytes, scanner.start(field), scanner.end(field));
      }
    }
  }

  /** A record with bytes over 127, NULs or a very long field. */
  private void checkedRecord() {
    byte[] bytes = scanner.buffer();
    boolean valid =
        !scanner.hasHigh() || text.isValid(bytes, scanner.recordStart(), scanner.recordEnd());
    if (valid && !scanner.hasNul() && plainUtf8 && !isLarge()) {
      plainRecord();
      return;
    }
    if (!valid) {
      rows.refuse(ErrorCode.ROW_ENCODING);
    }
    if (scanner.hasNul()) {
      rows.refuse(ErrorCode.ROW_NUL);
    }
    if (hasLargeField()) {
      rows.refuse(ErrorCode.ROW_FIELD_SIZE);
    }
    for (int i = 0; i < places.length; i++) {
      int field = places[i];
      if (field < 0) {
        rows.missing(columns[i]);
      } else if (isUsable(bytes, scanner.start(field), scanner.end(field))) {
        int from =
            text.make(bytes, scanner.start(field), scanner.end(field), scanner.isEscaped(field));
        rows.value(columns[i], text.bytes(), from, text.end());
      } else {
        rows.drop(columns[i]);
      }
    }
  }

  private boolean isUsable(byte[] bytes, int from, int to) {
    if (to - from > FIELD_LIMIT) {
      return false;
    }
    for (int p = from; scanner.hasNul() && p < to; p++) {
      if (bytes[p] == 0) {
        return false;
      }
    }
    return !scanner.hasHigh() || text.isValid(bytes, from, to);
  }

  private void spoiled(ErrorCode rule) {
    rows.refuse(rule);
    for (int i = 0; i < places.length; i++) {
      rows.drop(columns[i]);
    }
  }

  private boolean isLarge() {
    return scanner.recordEnd() - scanner.recordStart() > FIELD_LIMIT;
  }

  private boolean hasLargeField() {
    for (int field = 0; field < scanner.count(); field++) {
      if (scanner.end(field) - scanner.start(field) > FIELD_LIMIT) {
        return true;
      }
    }
    return false;
  }

  private boolean isSkipped() {
    byte[] bytes = scanner.buffer();
    int from = scanner.start(0);
    int to = scanner.end(0);
    return totals.matches(bytes, from, to) || isHeaderAgain(bytes, from, to);
  }

  private boolean isHeaderAgain(byte[] bytes, int from, int to) {
    if (header.length == 0
        || header[0].length == 0
        || scanner.count() != header.length
        || to == from
        || bytes[from] != header[0][0]) {
      return false;
    }
    for (int field = 0; field < header.length; field++) {
      int start =
          text.make(bytes, scanner.start(field), scanner.end(field), scanner.isEscaped(field));
      if (!Arrays.equals(text.bytes(), start, text.end(), header[field], 0, header[field].length)) {
        text.clear();
        return false;
      }
    }
    return true;
  }

  private void raw() {
    byte[] bytes = scanner.buffer();
    int from = scanner.recordStart();
    int to = scanner.recordEnd();
    if (!scanner.hasHigh() || (plainUtf8 && text.isValid(bytes, from, to))) {
      rows.raw(bytes, from, to);
      return;
    }
    byte[] decoded = new String(bytes, from, to - from, charset).getBytes(StandardCharsets.UTF_8);
    rows.raw(decoded, 0, decoded.length);
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
