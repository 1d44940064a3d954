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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of JSON content, one after the other: a bare array of objects, an object (an API
 * page) with the array under one of the roots, several pages as an array or one per line, or one
 * record per line.
 */
public final class JsonRecords implements Closeable {
  private static final ObjectMapper MAPPER = JsonBytes.mapper();
  private static final List<String> ERROR_KEYS = List.of("error", "errors");

  private final InputStream content;
  private final JsonParser parser;
  private final List<String> roots;
  // what encloses the next record, innermost first: arrays (null) and pages
  private final Deque<Optional<ObjectNode>> enclosing = new ArrayDeque<>();
  private boolean enveloped;
  private boolean begun;
  private boolean arrayEnded;

  /**
   * @param roots keys under which a page keeps its array
   */
  public JsonRecords(InputStream content, List<String> roots) throws IOException {
    this.content = content;
    this.parser =
        MAPPER.getFactory().createParser(content).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
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
    for (ObjectNode next = next(); next != null; next = next()) {
      record.accept(next);
    }
  }

  /**
   * The next record, or null after the last.
   *
   * @throws BrokenFileException {@code JSON_SHAPE} or {@code JSON_ERROR_BODY}
   * @throws com.fasterxml.jackson.core.JsonProcessingException for broken syntax
   */
  public @Nullable ObjectNode next() throws IOException {
    while (true) {
      Optional<ObjectNode> page = enclosing.peek();
      ObjectNode record;
      if (page != null && page.isPresent()) {
        record = fields(page.get(), true);
      } else {
        JsonToken token = parser.nextToken();
        if (page == null ? isEnd(token) : token == JsonToken.END_ARRAY) {
          if (page == null) {
            return null;
          }
          enclosing.pop();
          arrayEnded |= enclosing.isEmpty();
          continue;
        }
        record = page == null && isFirst(token) ? null : object(token);
      }
      if (record != null) {
        return record;
      }
    }
  }

  private boolean isEnd(@Nullable JsonToken token) {
    if (token == null) {
      if (!begun) {
        throw new BrokenFileException(ErrorCode.FILE_EMPTY, "The content holds no JSON value.");
      }
      return true;
    }
    if (arrayEnded) {
      throw new BrokenFileException(
          ErrorCode.JSON_SYNTAX, "Something follows the end of the array" + where() + ".");
    }
    return false;
  }

  /** Whether the content is one array; then its elements are next. */
  private boolean isFirst(JsonToken token) {
    boolean array = !begun && token == JsonToken.START_ARRAY;
    begun = true;
    if (array) {
      enclosing.push(Optional.empty());
    }
    return array;
  }

  private @Nullable ObjectNode object(JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw new BrokenFileException(
          ErrorCode.JSON_SHAPE, "A record is not an object but " + word(token) + where() + ".");
    }
    return fields(MAPPER.createObjectNode(), false);
  }

  /**
   * Reads fields up to an array of records or the object's end.
   *
   * @param page whether such an array has been found before
   * @return the object where it is a record, null where it is a page
   */
  private @Nullable ObjectNode fields(ObjectNode own, boolean page) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (roots.contains(key) && value == JsonToken.START_ARRAY) {
        enveloped = true;
        if (!page) {
          enclosing.push(Optional.of(own));
        }
        enclosing.push(Optional.empty());
        return null;
      }
      JsonNode tree = MAPPER.readTree(parser);
      own.set(key, tree);
    }
    refuseError(own, page);
    if (page) {
      enclosing.pop();
    }
    return page ? null : own;
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
    content.close();
  }
}
