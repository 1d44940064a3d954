package com.bedrot.lake.conf.contract;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads a dataset's {@code format}. */
final class FileFormatReader {
  private static final Set<String> KEYS =
      Set.of(
          "kind",
          "containers",
          "members",
          "encodings",
          "delimiters",
          "preambleRows",
          "totals",
          "totalsColumn",
          "jsonRoots",
          "jsonFields",
          "explode",
          "blocks",
          "rowLimit");
  private static final List<String> CONTAINERS = List.of("zip", "gzip", "xlsx", "html");

  private FileFormatReader() {}

  static FileFormat read(ContractFields custom) {
    ContractFields fields =
        custom
            .get("format")
            .map(node -> node.fields(KEYS))
            .orElseGet(() -> new ContractFields(custom.place(), Map.of("kind", custom.place())));
    if (!custom.has("format")) {
      custom.place().problem("the custom property format is missing");
      return new FileFormat(
          FileFormat.Kind.DELIMITED,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          0,
          null,
          null,
          List.of(),
          null,
          null,
          List.of(),
          0);
    }
    FileFormat.Kind kind = fields.choice("kind", FileFormat.Kind.class, null);
    return new FileFormat(
        kind == null ? FileFormat.Kind.DELIMITED : kind,
        fields.texts("containers", FileFormatReader::container),
        fields.texts("members"),
        encodings(fields),
        delimiters(fields, kind),
        (int) fields.whole("preambleRows", 0),
        totals(fields),
        fields.textOrNull("totalsColumn"),
        fields.texts("jsonRoots"),
        fields.textOrNull("jsonFields"),
        fields.textOrNull("explode"),
        blocks(fields, kind),
        fields.whole("rowLimit", 0));
  }

  private static String container(ContractNode node) {
    String container = node.text();
    if (!CONTAINERS.contains(container)) {
      node.unknown("container", container, CONTAINERS);
    }
    return container;
  }

  private static List<String> encodings(ContractFields fields) {
    List<String> encodings = fields.texts("encodings", FileFormatReader::encoding);
    return encodings.isEmpty() ? List.of("UTF-8") : encodings;
  }

  private static String encoding(ContractNode node) {
    String name = node.text();
    try {
      if (!Charset.isSupported(name)) {
        node.problem("unknown encoding " + name);
      }
    } catch (IllegalCharsetNameException e) {
      node.problem("unknown encoding " + name);
    }
    return name;
  }

  private static List<String> delimiters(ContractFields fields, FileFormat.@Nullable Kind kind) {
    List<String> delimiters = fields.texts("delimiters", FileFormatReader::delimiter);
    if (kind == FileFormat.Kind.DELIMITED && delimiters.isEmpty()) {
      fields.place().problem("delimiters is missing");
    }
    return delimiters;
  }

  private static String delimiter(ContractNode node) {
    String delimiter = node.text();
    if (delimiter.length() != 1 || delimiter.equals("\"")) {
      node.problem("a delimiter is one character other than a quote");
    }
    return delimiter;
  }

  private static List<String> blocks(ContractFields fields, FileFormat.@Nullable Kind kind) {
    List<String> blocks = fields.texts("blocks", FileFormatReader::regex);
    if (fields.texts("containers").contains("html") == blocks.isEmpty()) {
      fields.place().problem("the container html and blocks belong together");
    } else if (!blocks.isEmpty() && kind != FileFormat.Kind.JSON) {
      fields.problem("blocks", "needs kind json");
    }
    return blocks;
  }

  private static @Nullable String totals(ContractFields fields) {
    if (fields.has("totalsColumn") && !fields.has("totals")) {
      fields.problem("totalsColumn", "needs totals");
    }
    return fields.get("totals").map(FileFormatReader::regex).orElse(null);
  }

  /** A regular expression, reported where it is none. */
  static String regex(ContractNode node) {
    String regex = node.text();
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      node.problem("not a regular expression: " + e.getDescription() + ": " + regex);
    }
    return regex;
  }
}
