package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.Masking;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Copies a Playwright trace without what it gives away: no bodies, headers, cookies, queries and
 * typed texts; what happened when, with which selector and status, stays.
 */
final class TraceRedaction {
  private static final String MASK = "******";
  private static final Set<String> EMPTIED =
      Set.of("headers", "cookies", "queryString", "params", "postData", "content", "storageState");
  private static final Set<String> HIDDEN =
      Set.of("value", "text", "expression", "body", "html", "data", "log", "message", "stack");

  private TraceRedaction() {}

  static void copy(Path from, Path to) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(from));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (name.endsWith(".trace") || name.endsWith(".network")) {
          out.putNextEntry(new ZipEntry(name));
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          out.write(redacted(text).getBytes(StandardCharsets.UTF_8));
          out.closeEntry();
        }
      }
    }
  }

  private static String redacted(String lines) {
    StringBuilder kept = new StringBuilder();
    lines
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              JsonNode event = LakeJson.read(line, JsonNode.class);
              strip(event);
              kept.append(Masking.mask(LakeJson.line(event))).append('\n');
            });
    return kept.toString();
  }

  private static void strip(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isTextual()) {
          array.set(i, new TextNode(withoutQuery(array.get(i).asText())));
        }
        strip(array.get(i));
      }
    }
    if (node instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
      object.fields().forEachRemaining(fields::add);
      for (Map.Entry<String, JsonNode> field : fields) {
        strip(object, field.getKey(), field.getValue());
      }
    }
  }

  private static void strip(ObjectNode object, String name, JsonNode value) {
    boolean call = name.equals("params") && object.has("method");
    if (EMPTIED.contains(name) && !call) {
      object.remove(name);
      return;
    }
    if (value.isTextual()) {
      String text = value.asText();
      object.put(name, HIDDEN.contains(name) ? MASK : withoutQuery(text));
      return;
    }
    strip(value);
  }

  private static String withoutQuery(String text) {
    return text.startsWith("http") ? text.replaceFirst("[?#].*", "") : text;
  }
}
