package com.bedrot.lake.jobs.record.json;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.JsonPath;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds one column's value in a record. */
final class JsonColumn {
  private static final int LONGEST_NUMBER = 100;
  private final int index;
  private final ColumnContract column;
  private final List<JsonPath> paths;
  private final List<Present> presence = new ArrayList<>();

  JsonColumn(int index, ColumnContract column) {
    this.index = index;
    this.column = column;
    paths = new ArrayList<>();
    column.aliases().forEach(alias -> paths.add(JsonPath.of(alias)));
    paths.add(JsonPath.of(column.name()));
    column.presence().forEach((key, value) -> presence.add(new Present(JsonPath.of(key), value)));
  }

  /** What a key says by being there. */
  private record Present(JsonPath key, String value) {}

  /**
   * Hands the value over.
   *
   * @param own the record
   * @param around the record an exploded one lies in; what the record does not have is looked up
   *     there
   * @param outer the objects around both, innermost first
   */
  void put(ObjectNode own, ObjectNode around, List<ObjectNode> outer, RowAssembler rows) {
    if (column.origin() == Origin.PRESENCE) {
      text(present(own, around), rows);
      return;
    }
    JsonNode value = find(own, outer);
    value = value == null ? find(around, List.of()) : value;
    if (value == null) {
      rows.missing(index);
    } else if (column.type().kind() == Kind.JSON) {
      text(CanonicalJson.of(value), rows);
    } else if (value.isContainerNode()) {
      rows.refuse(index, ErrorCode.VALUE_TYPE);
    } else {
      text(plain(value), rows);
    }
  }

  private void text(@Nullable String text, RowAssembler rows) {
    if (text == null) {
      rows.missing(index);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    rows.value(index, bytes, 0, bytes.length);
  }

  private @Nullable String present(ObjectNode own, ObjectNode around) {
    for (Present present : presence) {
      if (present.key().in(own) != null || present.key().in(around) != null) {
        return present.value();
      }
    }
    return null;
  }

  private @Nullable JsonNode find(ObjectNode record, List<ObjectNode> outer) {
    for (JsonPath path : paths) {
      JsonNode value = path.in(record, outer);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Numbers without exponents: a JSON number may have one and is exact all the same. */
  private static String plain(JsonNode value) {
    if (value.isBigDecimal()) {
      BigDecimal number = value.decimalValue();
      return Math.abs(number.scale()) > LONGEST_NUMBER ? number.toString() : number.toPlainString();
    }
    return value.asText();
  }
}
