package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's logical type.
 *
 * @param precision digits of a DECIMAL, else 0
 * @param scale decimals of a DECIMAL, else 0
 */
public record ColumnType(Kind kind, int precision, int scale) implements Serializable {
  /**
   * The kinds, each with one Spark and one default PostgreSQL type: INTEGER int/integer, LONG
   * bigint, MONTH a DATE on the first of the month, JSON text/jsonb.
   */
  public enum Kind {
    STRING,
    INTEGER,
    LONG,
    DECIMAL,
    DATE,
    MONTH,
    TIMESTAMP,
    BOOLEAN,
    JSON
  }

  public static final ColumnType STRING = new ColumnType(Kind.STRING, 0, 0);

  /** The Spark SQL (and Delta) name of this type, e.g. {@code decimal(18,12)}. */
  public String sparkType() {
    return switch (kind) {
      case STRING, JSON -> "string";
      case INTEGER -> "int";
      case LONG -> "bigint";
      case DECIMAL -> "decimal(" + precision + "," + scale + ")";
      case DATE, MONTH -> "date";
      case TIMESTAMP -> "timestamp";
      case BOOLEAN -> "boolean";
    };
  }

  private static final Pattern DECIMAL =
      Pattern.compile("(?:decimal|numeric)\\((\\d{1,2}), ?(\\d{1,2})\\)");
  private static final int MOST_DIGITS = 38;

  /** The names a source contract uses as {@code physicalType}. */
  static final List<String> LAKE_NAMES =
      List.of(
          "string", "int", "long", "decimal(p,s)", "date", "month", "timestamp", "boolean", "json");

  /** The PostgreSQL types a table contract uses as {@code physicalType}. */
  static final List<String> POSTGRES_NAMES =
      List.of(
          "text", "integer", "bigint", "numeric(p,s)", "date", "timestamptz", "boolean", "jsonb");

  /** The type a source contract means; empty where the name is unknown. */
  public static Optional<ColumnType> ofLakeName(String name) {
    return switch (name) {
      case "string" -> Optional.of(STRING);
      case "int" -> of(Kind.INTEGER);
      case "long" -> of(Kind.LONG);
      case "date" -> of(Kind.DATE);
      case "month" -> of(Kind.MONTH);
      case "timestamp" -> of(Kind.TIMESTAMP);
      case "boolean" -> of(Kind.BOOLEAN);
      case "json" -> of(Kind.JSON);
      default -> name.startsWith("decimal") ? decimal(name) : Optional.empty();
    };
  }

  /** The type a PostgreSQL type stands for; empty where it has none here. */
  public static Optional<ColumnType> ofPostgresName(String name) {
    return switch (name) {
      case "text" -> Optional.of(STRING);
      case "integer" -> of(Kind.INTEGER);
      case "bigint" -> of(Kind.LONG);
      case "date" -> of(Kind.DATE);
      case "timestamptz" -> of(Kind.TIMESTAMP);
      case "boolean" -> of(Kind.BOOLEAN);
      case "jsonb" -> of(Kind.JSON);
      default -> name.startsWith("numeric") ? decimal(name) : Optional.empty();
    };
  }

  private static Optional<ColumnType> of(Kind kind) {
    return Optional.of(new ColumnType(kind, 0, 0));
  }

  private static Optional<ColumnType> decimal(String name) {
    Matcher matcher = DECIMAL.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int precision = Integer.parseInt(matcher.group(1));
    int scale = Integer.parseInt(matcher.group(2));
    return precision < 1 || precision > MOST_DIGITS || scale > precision
        ? Optional.empty()
        : Optional.of(new ColumnType(Kind.DECIMAL, precision, scale));
  }

  /** The ODCS {@code logicalType} that goes with this type. */
  public String logicalType() {
    return switch (kind) {
      case STRING -> "string";
      case INTEGER, LONG -> "integer";
      case DECIMAL -> "number";
      case DATE, MONTH -> "date";
      case TIMESTAMP -> "timestamp";
      case BOOLEAN -> "boolean";
      case JSON -> "object";
    };
  }

  /** Whether every value of {@code other} has exactly one value of this type, unchanged. */
  public boolean holds(ColumnType other) {
    if (kind == Kind.DECIMAL && other.kind == Kind.DECIMAL) {
      return scale >= other.scale && precision - scale >= other.precision - other.scale;
    }
    return kind == other.kind
        || kind == Kind.DATE && other.kind == Kind.MONTH
        || kind == Kind.LONG && other.kind == Kind.INTEGER;
  }
}
