package com.bedrot.lake.conf.contract;

import com.bedrot.lake.conf.error.Nearest;
import com.bedrot.lake.conf.error.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** A value of a contract file that knows its line and path and reports what is wrong with it. */
final class ContractNode {
  private final String file;
  private final String path;
  private final Node node;
  private final Problems problems;

  private ContractNode(String file, String path, Node node, Problems problems) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** The file's root; empty, and a problem, where the text is no YAML document. */
  static Optional<ContractNode> parse(String file, String yaml, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    try {
      StreamReader reader = new StreamReader(yaml);
      Node root =
          new Composer(new ParserImpl(reader, options), new Resolver(), options).getSingleNode();
      if (root == null) {
        problems.add(file + ":1", "the file is empty");
        return Optional.empty();
      }
      return Optional.of(new ContractNode(file, "", root, problems));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(file + ":" + line, "not valid YAML: " + e.getProblem());
    } catch (ReaderException e) {
      problems.add(file + ":1", "not valid YAML: a character that is not printable");
    }
    return Optional.empty();
  }

  void problem(String what) {
    String where = file + ":" + (node.getStartMark().getLine() + 1);
    problems.add(path.isEmpty() ? where : where + ": " + path, what);
  }

  /** Reports a name that is not one of the known ones. */
  void unknown(String kind, String given, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    problem("unknown " + kind + " " + given + Nearest.hint(given, names));
  }

  boolean isText() {
    return node instanceof ScalarNode && node.getTag() != Tag.NULL;
  }

  boolean isFields() {
    return node instanceof MappingNode;
  }

  /** The value of a scalar, empty (and a problem) for anything else. */
  String text() {
    if (!isText()) {
      problem("must be a single value");
      return "";
    }
    return ((ScalarNode) node).getValue();
  }

  /** A number, 0 (and a problem) for anything else. */
  double number() {
    String text = text();
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      problem("must be a number, is " + text);
      return 0;
    }
  }

  boolean flag() {
    String text = text();
    if (!text.equals("true") && !text.equals("false")) {
      problem("must be true or false, is " + text);
    }
    return text.equals("true");
  }

  /** The values of a list, none (and a problem) for anything else. */
  List<ContractNode> items() {
    if (!(node instanceof SequenceNode list) || node.getAnchor() != null) {
      problem("must be a list");
      return List.of();
    }
    List<ContractNode> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      items.add(
          new ContractNode(file, path + "[" + label(item, items.size()) + "]", item, problems));
    }
    return items;
  }

  /** Items are named by their name, id or property where they have one. */
  private static String label(Node item, int index) {
    if (item instanceof MappingNode fields) {
      for (NodeTuple field : fields.getValue()) {
        if (field.getKeyNode() instanceof ScalarNode key
            && Set.of("name", "id", "property").contains(key.getValue())
            && field.getValueNode() instanceof ScalarNode value) {
          return value.getValue();
        }
      }
    }
    return Integer.toString(index);
  }

  /** The fields of a mapping by key; repeated keys are problems, and the first one holds. */
  Map<String, ContractNode> byKey() {
    if (!(node instanceof MappingNode fields) || node.getAnchor() != null) {
      problem("must be a mapping of keys to values");
      return Map.of();
    }
    Map<String, ContractNode> byKey = new LinkedHashMap<>();
    for (NodeTuple field : fields.getValue()) {
      String key = field.getKeyNode() instanceof ScalarNode k ? k.getValue() : "?";
      String at = path.isEmpty() ? key : path + "." + key;
      if (byKey.containsKey(key)) {
        new ContractNode(file, at, field.getKeyNode(), problems).problem("the key is there twice");
        continue;
      }
      byKey.put(key, new ContractNode(file, at, field.getValueNode(), problems));
    }
    return byKey;
  }

  /** The fields of a mapping whose keys must be among the known ones. */
  ContractFields fields(Set<String> known) {
    Map<String, ContractNode> byKey = byKey();
    byKey.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            value.problem("unknown key " + key + Nearest.hint(key, known));
          }
        });
    return new ContractFields(this, byKey);
  }

  /** This value as plain maps, lists, texts, numbers and booleans. */
  Object plain() {
    if (node instanceof SequenceNode) {
      return items().stream().map(ContractNode::plain).toList();
    }
    if (node instanceof MappingNode) {
      Map<String, Object> plain = new LinkedHashMap<>();
      byKey().forEach((key, value) -> plain.put(key, value.plain()));
      return plain;
    }
    String text = text();
    if (Tag.INT.equals(node.getTag())) {
      return Long.parseLong(text);
    }
    return Tag.BOOL.equals(node.getTag()) ? (Object) Boolean.parseBoolean(text) : text;
  }
}
