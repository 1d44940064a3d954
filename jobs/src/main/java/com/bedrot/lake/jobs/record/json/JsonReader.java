package com.bedrot.lake.jobs.record.json;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.JsonRecords;
import com.bedrot.lake.jobs.record.input.PartInput;
import com.bedrot.lake.jobs.record.input.RecordPart;
import com.bedrot.lake.jobs.record.input.RecordReader;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON records. Of a contract that explodes an array, every element is a record with the
 * number of the one it lies in, and values it does not have itself are looked up there.
 */
public final class JsonReader implements RecordReader {
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
  private final PartInput input;
  private final RowAssembler rows;
  private final FileFormat format;
  private final @Nullable String explode;
  private final List<JsonColumn> columns = new ArrayList<>();
  private @Nullable InputStream open;
  private @Nullable JsonRecords records;
  private ObjectNode record = NOTHING;
  private List<ObjectNode> outer = List.of();
  private Iterator<JsonNode> elements = List.<JsonNode>of().iterator();
  private long number;

  public JsonReader(DatasetContract contract, PartInput input, RowAssembler rows) {
    this.input = input;
    this.rows = rows;
    this.format = contract.format();
    this.explode = format.explode();
    for (int index : rows.fields()) {
      columns.add(new JsonColumn(index, contract.columns().get(index)));
    }
  }

  @Override
  public void start(RecordPart part) throws IOException {
    close();
    InputStream content = input.open(part);
    open = content;
    records = new JsonRecords(content, format);
    number = part.firstRow() - 1;
    rows.start(part.file());
  }

  @Override
  public boolean next() throws IOException {
    if (explode == null) {
      ObjectNode next = nextRecord();
      if (next == null) {
        return false;
      }
      row(next, next, NOTHING);
      return true;
    }
    while (!elements.hasNext()) {
      ObjectNode next = nextRecord();
      if (next == null) {
        return false;
      }
      record = next;
      elements = elements(next.get(explode));
    }
    JsonNode element = elements.next();
    row(element, element instanceof ObjectNode own ? own : NOTHING, record);
    return true;
  }

  private @Nullable ObjectNode nextRecord() throws IOException {
    if (records == null) {
      return null;
    }
    ObjectNode next = records.next();
    outer = records.around();
    number++;
    return next;
  }

  private static Iterator<JsonNode> elements(@Nullable JsonNode array) {
    if (array == null || array.isNull()) {
      return List.<JsonNode>of().iterator();
    }
    return array instanceof ArrayNode ? array.elements() : List.of(array).iterator();
  }

  private void row(JsonNode read, ObjectNode own, ObjectNode around) {
    rows.begin(number);
    if (!read.isObject()) {
      rows.refuse(ErrorCode.VALUE_TYPE);
    }
    for (JsonColumn column : columns) {
      column.put(own, around, outer, rows);
    }
    if (rows.needsRaw()) {
      byte[] text = text(read, around).getBytes(StandardCharsets.UTF_8);
      rows.raw(text, 0, text.length);
    }
    rows.end();
  }

  /** The record, or the record around an element with that element only. */
  private String text(JsonNode read, ObjectNode around) {
    if (explode == null) {
      return read.toString();
    }
    ObjectNode shown = around.deepCopy();
    shown.putArray(explode).add(read);
    return shown.toString();
  }

  @Override
  public void close() throws IOException {
    records = null;
    elements = List.<JsonNode>of().iterator();
    if (open != null) {
      open.close();
    }
  }
}
