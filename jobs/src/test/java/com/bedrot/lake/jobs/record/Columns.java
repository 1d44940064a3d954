package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.contract.ColumnType.Kind;
import java.util.List;
import java.util.Map;

/** Columns of test contracts. */
public final class Columns {
  private Columns() {}

  public static ColumnContract text(String name) {
    return column(name, ColumnType.STRING);
  }

  public static ColumnContract of(String name, Kind kind, String... formats) {
    return with(column(name, new ColumnType(kind, 0, 0)), List.of(formats), "plain");
  }

  public static ColumnContract decimal(String name, int precision, int scale) {
    return column(name, new ColumnType(Kind.DECIMAL, precision, scale));
  }

  public static ColumnContract column(String name, ColumnType type) {
    return new ColumnContract(
        name,
        type,
        name,
        false,
        null,
        "none",
        Origin.FIELD,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        "plain");
  }

  public static ColumnContract required(ColumnContract c) {
    return new ColumnContract(
        c.name(),
        c.type(),
        c.description(),
        true,
        c.unit(),
        c.pii(),
        c.origin(),
        c.aliases(),
        c.formats(),
        c.nullTokens(),
        c.presence(),
        c.numberFormat());
  }

  public static ColumnContract aliases(ColumnContract c, String... aliases) {
    return new ColumnContract(
        c.name(),
        c.type(),
        c.description(),
        c.required(),
        c.unit(),
        c.pii(),
        c.origin(),
        List.of(aliases),
        c.formats(),
        c.nullTokens(),
        c.presence(),
        c.numberFormat());
  }

  public static ColumnContract nullTokens(ColumnContract c, String... tokens) {
    return new ColumnContract(
        c.name(),
        c.type(),
        c.description(),
        c.required(),
        c.unit(),
        c.pii(),
        c.origin(),
        c.aliases(),
        c.formats(),
        List.of(tokens),
        c.presence(),
        c.numberFormat());
  }

  public static ColumnContract numberFormat(ColumnContract c, String format) {
    return with(c, c.formats(), format);
  }

  public static ColumnContract attribute(ColumnContract c) {
    return new ColumnContract(
        c.name(),
        c.type(),
        c.description(),
        c.required(),
        c.unit(),
        c.pii(),
        Origin.ATTRIBUTE,
        c.aliases(),
        c.formats(),
        c.nullTokens(),
        c.presence(),
        c.numberFormat());
  }

  public static ColumnContract presence(ColumnContract c, Map<String, String> presence) {
    return new ColumnContract(
        c.name(),
        c.type(),
        c.description(),
        c.required(),
        c.unit(),
        c.pii(),
        Origin.PRESENCE,
        c.aliases(),
        c.formats(),
        c.nullTokens(),
        presence,
        c.numberFormat());
  }

  private static ColumnContract with(ColumnContract c, List<String> formats, String numberFormat) {
    return new ColumnContract(
        c.name(),
        c.type(),
        c.description(),
        c.required(),
        c.unit(),
        c.pii(),
        c.origin(),
        c.aliases(),
        formats,
        c.nullTokens(),
        c.presence(),
        numberFormat);
  }
}
