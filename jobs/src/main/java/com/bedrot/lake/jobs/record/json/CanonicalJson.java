package com.bedrot.lake.jobs.record.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;

/** One text for equal JSON: keys in order, no spaces, numbers to the last digit. */
final class CanonicalJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private CanonicalJson() {}

  static String of(JsonNode value) {
    return ordered(value).toString();
  }

  private static JsonNode ordered(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = NODES.objectNode();
      TreeSet<String> names = new TreeSet<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> copy.set(name, ordered(object.get(name))));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = NODES.arrayNode(array.size());
      array.forEach(element -> copy.add(ordered(element)));
      return copy;
    }
    return value;
  }
}
