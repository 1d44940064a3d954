package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.Problems;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Flattens a settings file to dotted keys, each with its line. */
final class SettingsFile {
  /**
   * A value of a file, not substituted yet.
   *
   * @param where {@code FILE:LINE}
   */
  record Entry(String text, String where) {}

  private final String shownName;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private SettingsFile(String shownName, Problems problems) {
    this.shownName = shownName;
    this.problems = problems;
  }

  static Map<String, Entry> read(Path file, String shownName, Problems problems) {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), shownName, problems);
    } catch (IOException e) {
      problems.add(shownName, "cannot be read (" + e.getClass().getSimpleName() + ")");
      return Map.of();
    }
  }

  static Map<String, Entry> parse(String yaml, String shownName, Problems problems) {
    SettingsFile file = new SettingsFile(shownName, problems);
    try {
      LoaderOptions options = new LoaderOptions();
      ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(yaml)), options);
      Node root = new Composer(parser, new Resolver(), options).getSingleNode();
      if (root != null) {
        file.flatten("", root);
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(shownName + ":" + line, "is not YAML: " + e.getProblem());
    }
    return file.entries;
  }

  private void flatten(String path, Node node) {
    if (node instanceof MappingNode mapping) {
      flattenAll(path, mapping);
    } else if (path.isEmpty()) {
      problems.add(where(node), "a settings file holds keys and values");
    } else if (node instanceof SequenceNode list) {
      entries.put(path, new Entry(joined(list), where(node)));
    } else if (node instanceof ScalarNode scalar) {
      String text = scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
      entries.put(path, new Entry(text, where(node)));
    }
  }

  private void flattenAll(String path, MappingNode mapping) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple pair : mapping.getValue()) {
      String key = ((ScalarNode) pair.getKeyNode()).getValue();
      if (!seen.add(key)) {
        problems.add(where(pair.getKeyNode()), join(path, key) + " is given twice");
      }
      flatten(join(path, key), pair.getValueNode());
    }
  }

  private String joined(SequenceNode list) {
    return list.getValue().stream()
        .map(
            item -> {
              if (item instanceof ScalarNode scalar) {
                return scalar.getValue();
              }
              problems.add(where(item), "a list holds plain values");
              return "";
            })
        .collect(Collectors.joining(","));
  }

  private String where(Node node) {
    return shownName + ":" + (node.getStartMark().getLine() + 1);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
