package com.bedrot.lake.conf.contract;

import java.io.Serializable;

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
}
