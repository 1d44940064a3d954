package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.FileFormat;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of JSON content, one after the other: a bare array of objects, an object (an API
 * page) with the array under one of the roots, several pages as an array or one per line, or one
 * record per line. A root is a dotted path; arrays on the way are gone through, and an object in
 * one that does not have the rest of the path is itself a record. Rows of a table (arrays of
 * values) become objects by the names their page lists before them.
 */
public final class JsonRecords implements Closeable {
  private static final ObjectMapper MAPPER = JsonBytes.mapper();
  private static final List<String> ERROR_KEYS = List.of("error", "errors");

  private final InputStream content;
  private final JsonParser parser;
  private final List<List<String>> roots;
  private final @Nullable String fieldNames;
  // what encloses the next record, innermost first
  private final Deque<Frame> enclosing = new ArrayDeque<>();
  private boolean enveloped;
  private boolean begun;
  private boolean arrayEnded;

  public JsonRecords(InputStream content, FileFormat format) throws IOException {
    this.content = content;
    this.parser =
        MAPPER.getFactory().createParser(content).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    this.roots =
        format.jsonRoots().stream().map(root -> Arrays.asList(root.split("\\.", -1))).toList();
    this.fieldNames = format.jsonFields();
  }

  /** An array or object that is not read to its end; {@code paths} lead from it to records. */
  private static final class Frame {
    private final @Nullable ObjectNode own;
    private final @Nullable String key;
    private final List<List<String>> paths;
    private boolean page;
    private List<String> names = List.of();

    private Frame(@Nullable ObjectNode own, @Nullable String key, List<List<String>> paths) {
      this.own = own;
      this.key = key;
      this.paths = paths;
    }

    static Frame array(List<List<String>> paths) {
      return new Frame(null, null, paths);
    }

    /**
     * An object.
     *
     * @param key the field it is of the frame around it, or null
     */
    static Frame object(@Nullable String key, List<List<String>> paths) {
      return new Frame(MAPPER.createObjectNode(), key, paths);
    }

    /** What is left of the paths behind the key. */
    List<List<String>> behind(String next) {
      List<List<String>> rest = new ArrayList<>();
      for (List<String> path : paths) {
        if (path.get(0).equals(next)) {
          rest.add(path.subList(1, path.size()));
        }
      }
      return rest;
    }
  }

  /** Whether the records lay in pages. */
  public boolean enveloped() {
    return enveloped;
  }

  /**
   * The objects around the last record, innermost first, each with the fields before it.
   *
   * @return empty for records that lie in no page
   */
  public List<ObjectNode> around() {
    if (enclosing.isEmpty()) {
      return List.of();
    }
    List<ObjectNode> around = new ArrayList<>();
    for (Frame frame : enclosing) {
      if (frame.own != null) {
        around.add(frame.own);
      }
    }
    return around;
  }

  /**
   * Hands every record and what is around it to the consumer, in order.
   *
   * @throws BrokenFileException {@code JSON_SHAPE} or {@code JSON_ERROR_BODY}
   * @throws com.fasterxml.jackson.core.JsonProcessingException for broken syntax
   */
  public void forEach(BiConsumer<ObjectNode, List<ObjectNode>> record) throws IOException {
    for (ObjectNode next = next(); next != null; next = next()) {
      record.accept(next, around());
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
      Frame frame = enclosing.peek();
      ObjectNode record;
      if (frame != null && frame.own != null) {
        record = fields(frame);
      } else {
        JsonToken token = parser.nextToken();
        if (frame == null) {
          if (isEnd(token)) {
            return null;
          }
          record = isFirst(token) ? null : value(token, roots);
        } else if (token == JsonToken.END_ARRAY) {
          enclosing.pop();
          arrayEnded |= enclosing.isEmpty();
          record = null;
        } else {
          record = value(token, frame.paths);
        }
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
      enclosing.push(Frame.array(roots));
    }
    return array;
  }

  private @Nullable ObjectNode value(JsonToken token, List<List<String>> paths) throws IOException {
    List<String> names = names();
    if (token == JsonToken.START_ARRAY && !names.isEmpty()) {
      return row(MAPPER.readTree(parser), names);
    }
    if (token != JsonToken.START_OBJECT) {
      throw new BrokenFileException(
          ErrorCode.JSON_SHAPE, "A record is not an object but " + word(token) + where() + ".");
    }
    enclosing.push(Frame.object(null, paths));
    return null;
  }

  private List<String> names() {
    for (Frame frame : enclosing) {
      if (!frame.names.isEmpty()) {
        return frame.names;
      }
    }
    return List.of();
  }

  private ObjectNode row(JsonNode values, List<String> names) {
    if (values.size() != names.size()) {
      throw new BrokenFileException(
          ErrorCode.JSON_SHAPE,
          "A row has " + values.size() + " values for " + names.size() + " names" + where() + ".");
    }
    ObjectNode row = MAPPER.createObjectNode();
    for (int i = 0; i < names.size(); i++) {
      row.set(names.get(i), values.get(i));
    }
    return row;
  }

  /**
   * Reads the frame's fields up to the next thing on a path or the object's end.
   *
   * @return the object where it is a record, else null
   */
  private @Nullable ObjectNode fields(Frame frame) throws IOException {
    ObjectNode own = java.util.Objects.requireNonNull(frame.own);
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (goesInto(frame, key, value)) {
        return null;
      }
      JsonNode tree = MAPPER.readTree(parser);
      if (key.equals(fieldNames) && tree.isArray()) {
        frame.names = names(tree);
        holdsRecords();
      }
      own.set(key, tree);
    }
    enclosing.pop();
    return ended(frame, own);
  }

  /** Whether the value is on a path to records; then it is next. */
  private boolean goesInto(Frame frame, String key, JsonToken value) {
    if (frame.paths.isEmpty() || !value.isStructStart()) {
      return false;
    }
    List<List<String>> rest = frame.behind(key);
    boolean atEnd = rest.removeIf(List::isEmpty);
    if (value == JsonToken.START_ARRAY && (atEnd || !rest.isEmpty())) {
      holdsRecords();
      enclosing.push(Frame.array(rest));
      return true;
    }
    if (value == JsonToken.START_OBJECT && !rest.isEmpty()) {
      enclosing.push(Frame.object(key, rest));
      return true;
    }
    return false;
  }

  /** The innermost object, and those it is a field of, hold records and are none. */
  private void holdsRecords() {
    enveloped = true;
    for (Frame frame : enclosing) {
      frame.page = true;
      if (frame.key == null) {
        return;
      }
    }
  }

  private @Nullable ObjectNode ended(Frame frame, ObjectNode own) {
    refuseError(own, frame.page);
    if (frame.page) {
      return null;
    }
    Frame outer = enclosing.peek();
    if (frame.key == null || outer == null || outer.own == null) {
      return own;
    }
    outer.own.set(frame.key, own);
    return null;
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(e -> names.add(e.isTextual() ? e.asText() : e.path("name").asText()));
    return List.copyOf(names);
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
