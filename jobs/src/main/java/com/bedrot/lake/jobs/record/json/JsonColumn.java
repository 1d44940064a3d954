package com.bedrot.lake.jobs.record.json;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds one column's value in a record. */
final class JsonColumn {
  private static final int LONGEST_NUMBER = 100;
  private final int index;
  private final ColumnContract column;
  private final List<String> paths;

  JsonColumn(int index, ColumnContract column) {
    this.index = index;
    this.column = column;
    paths = new ArrayList<>(column.aliases());
    paths.add(column.name());
  }

  /** Hands the value over, from the record itself or else from the one around it. */
  void put(ObjectNode own, ObjectNode around, RowAssembler rows) {
    if (column.origin() == Origin.PRESENCE) {
      text(present(own, around), rows);
      return;
    }
    JsonNode value = find(own);
    value = value == null ? find(around) : value;
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
    for (Map.Entry<String, String> key : column.presence().entrySet()) {
      if (at(own, key.getKey()) != null || at(around, key.getKey()) != null) {
        return key.getValue();
      }
    }
    return null;
  }

  private @Nullable JsonNode find(ObjectNode record) {
    for (String path : paths) {
      JsonNode value = at(record, path);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The value of the key, or else at the dotted path; null where absent or null. */
  private static @Nullable JsonNode at(ObjectNode record, String path) {
    JsonNode node = record.get(path);
    if (node == null && path.indexOf('.') >= 0) {
      node = record;
      for (String step : path.split("\\.", -1)) {
        node = node == null ? null : node.get(step);
      }
    }
    return node == null || node.isNull() ? null : node;
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
