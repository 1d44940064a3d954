package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.contract.ColumnType;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL type as the catalogue spells it.
 *
 * @param name without its modifiers, e.g. {@code numeric}
 * @param modifiers e.g. {@code (18,12)}, or empty
 */
public record SqlType(String name, String modifiers) implements Serializable {
  private static final Pattern SHAPE = Pattern.compile("([a-z0-9 ]+?)\\s*(\\([0-9, ]+\\))?");
  private static final Pattern NUMERIC_SIZE = Pattern.compile("\\((\\d+)(?:,(\\d+))?\\)");
  private static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("int", "integer"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("decimal", "numeric"),
          Map.entry("bool", "boolean"),
          Map.entry("varchar", "character varying"),
          Map.entry("char", "character"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"));

  /** The type of that spelling, e.g. {@code NUMERIC(18, 12)}; unknown names are kept. */
  static SqlType of(String physicalType) {
    String text = physicalType.strip().toLowerCase(Locale.ROOT);
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return new SqlType(text, "");
    }
    String name = shape.group(1);
    String modifiers = shape.group(2) == null ? "" : shape.group(2).replace(" ", "");
    return new SqlType(SPELLINGS.getOrDefault(name, name), modifiers);
  }

  /** How values of that logical type get into a column of this one; empty where they do not fit. */
  Optional<Wire> wireFor(ColumnType type) {
    return switch (type.kind()) {
      case STRING -> isText() ? Optional.of(Wire.TEXT) : Optional.empty();
      case JSON ->
          name.equals("jsonb")
              ? Optional.of(Wire.JSONB)
              : name.equals("json") || isText() ? Optional.of(Wire.TEXT) : Optional.empty();
      case INTEGER ->
          name.equals("integer")
              ? Optional.of(Wire.INTEGER)
              : name.equals("bigint") ? Optional.of(Wire.BIGINT) : Optional.empty();
      case LONG -> name.equals("bigint") ? Optional.of(Wire.BIGINT) : Optional.empty();
      case DECIMAL -> holds(type) ? Optional.of(Wire.NUMERIC) : Optional.empty();
      case DATE, MONTH -> name.equals("date") ? Optional.of(Wire.DATE) : Optional.empty();
      case TIMESTAMP ->
          name.startsWith("timestamp ") ? Optional.of(Wire.TIMESTAMP) : Optional.empty();
      case BOOLEAN -> name.equals("boolean") ? Optional.of(Wire.BOOLEAN) : Optional.empty();
    };
  }

  private boolean isText() {
    return name.equals("text") || name.equals("character varying") || name.equals("character");
  }

  /** Whether no digit of that decimal is lost: PostgreSQL would round in silence. */
  private boolean holds(ColumnType type) {
    if (!name.equals("numeric")) {
      return false;
    }
    Matcher size = NUMERIC_SIZE.matcher(modifiers);
    if (!size.matches()) {
      return modifiers.isEmpty();
    }
    int precision = Integer.parseInt(size.group(1));
    int scale = size.group(2) == null ? 0 : Integer.parseInt(size.group(2));
    return scale >= type.scale() && precision - scale >= type.precision() - type.scale();
  }

  @Override
  public String toString() {
    int zone = name.indexOf(' ');
    return name.startsWith("timestamp ") && !modifiers.isEmpty()
        ? name.substring(0, zone) + modifiers + name.substring(zone)
        : name + modifiers;
  }
}
