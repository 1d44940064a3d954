package com.bedrot.lake.conf.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a contract finds a value: a key, else a dotted path, in the record; after {@code ^} in the
 * objects that enclose it, the innermost first.
 *
 * @param enclosing whether it is looked up around the record
 * @param key the path without the mark, as one key
 * @param steps the path's keys
 */
public record JsonPath(boolean enclosing, String key, List<String> steps) {
  private static final String AROUND = "^";

  public JsonPath {
    steps = List.copyOf(steps);
  }

  /** The path a contract writes. */
  public static JsonPath of(String text) {
    boolean enclosing = text.startsWith(AROUND);
    String key = enclosing ? text.substring(AROUND.length()) : text;
    return new JsonPath(enclosing, key, List.of(key.split("\\.", -1)));
  }

  /** The value in the record or around it; null where absent or null. */
  public @Nullable JsonNode in(ObjectNode record, List<ObjectNode> around) {
    if (!enclosing) {
      return in(record);
    }
    for (ObjectNode outer : around) {
      JsonNode value = in(outer);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The value in that very object; null where absent or null. */
  public @Nullable JsonNode in(ObjectNode object) {
    JsonNode node = object.get(key);
    if (node == null && steps.size() > 1) {
      node = object;
      for (String step : steps) {
        node = node == null ? null : node.get(step);
      }
    }
    return node == null || node.isNull() ? null : node;
  }
}
