package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.error.ErrorCode;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * The records of JSON content, one after the other: a bare array of objects, an object (an API
 * page) with the array under one of the roots, several pages as an array or one per line, or one
 * record per line.
 */
public final class JsonRecords implements Closeable {
  private static final ObjectMapper MAPPER = JsonBytes.mapper();
  private static final List<String> ERROR_KEYS = List.of("error", "errors");

  private final JsonParser parser;
  private final List<String> roots;
  private boolean enveloped;

  /**
   * @param roots keys under which a page keeps its array
   */
  public JsonRecords(InputStream content, List<String> roots) throws IOException {
    this.parser = MAPPER.getFactory().createParser(content);
    this.roots = roots;
  }

  /** Whether the records lay in pages. */
  public boolean enveloped() {
    return enveloped;
  }

  /**
   * Hands every record to the consumer, in order.
   *
   * @throws BrokenFileException {@code JSON_SHAPE} or {@code JSON_ERROR_BODY}
   * @throws com.fasterxml.jackson.core.JsonProcessingException for broken syntax
   */
  public void forEach(Consumer<ObjectNode> record) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new BrokenFileException(ErrorCode.FILE_EMPTY, "The content holds no JSON value.");
    }
    if (token == JsonToken.START_ARRAY) {
      array(record);
      if (parser.nextToken() != null) {
        throw new BrokenFileException(
            ErrorCode.JSON_SYNTAX, "Something follows the end of the array" + where() + ".");
      }
      return;
    }
    while (token != null) {
      object(token, record);
      token = parser.nextToken();
    }
  }

  private void array(Consumer<ObjectNode> record) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      object(token, record);
    }
  }

  /** A page, whose records are streamed, or a record. */
  private void object(JsonToken token, Consumer<ObjectNode> record) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw new BrokenFileException(
          ErrorCode.JSON_SHAPE, "A record is not an object but " + word(token) + where() + ".");
    }
    ObjectNode own = MAPPER.createObjectNode();
    boolean page = false;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (roots.contains(key) && value == JsonToken.START_ARRAY) {
        page = true;
        enveloped = true;
        array(record);
      } else {
        JsonNode tree = MAPPER.readTree(parser);
        own.set(key, tree);
      }
    }
    refuseError(own, page);
    if (!page) {
      record.accept(own);
    }
  }

  private static void refuseError(ObjectNode own, boolean page) {
    for (String key : ERROR_KEYS) {
      JsonNode error = own.get(key);
      boolean told = error != null && !error.isNull() && !error.isBoolean() && !error.isEmpty();
      if (told || error != null && error.isTextual()) {
        JsonNode message = error.isArray() ? error.path(0) : error;
        String text = message.path("message").asText(message.toString());
        throw new BrokenFileException(
            ErrorCode.JSON_ERROR_BODY,
            (page ? "The answer holds an error beside its data: " : "The answer is an error: ")
                + Shown.text(text)
                + ".");
      }
    }
  }

  private static String word(JsonToken token) {
    if (token == JsonToken.START_ARRAY) {
      return "an array";
    }
    return token.isNumeric() ? "a number" : "a single value";
  }

  private String where() {
    return " (line " + parser.currentLocation().getLineNr() + ")";
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
