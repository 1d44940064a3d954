package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns whose values name a slice, and how raw texts become the slice's key. */
final class SliceKeys {
  private static final String MONTH_SUFFIX = "@month";

  private final List<Part> parts = new ArrayList<>();
  private final @Nullable Part asOf;

  /** One column of the key. */
  record Part(ColumnContract column, int index, DateTexts dates, DateTexts.Truncation truncation) {
    boolean isYearless() {
      return column.formats().contains(YearlessDates.FORMAT);
    }

    Optional<String> iso(String raw) {
      return dates.iso(raw, truncation);
    }
  }

  SliceKeys(DatasetContract contract) {
    for (String spec : contract.history().sliceBy()) {
      parts.add(part(contract, spec));
    }
    asOf =
        contract.history().newestBy().stream()
            .filter(n -> n.startsWith("content:"))
            .findFirst()
            .map(n -> part(contract, n.substring("content:".length())))
            .orElse(null);
  }

  private static Part part(DatasetContract contract, String spec) {
    boolean month = spec.endsWith(MONTH_SUFFIX);
    String name = month ? spec.substring(0, spec.length() - MONTH_SUFFIX.length()) : spec;
    for (int i = 0; i < contract.columns().size(); i++) {
      ColumnContract column = contract.columns().get(i);
      if (column.name().equals(name)) {
        return new Part(
            column,
            i,
            new DateTexts(column),
            month ? DateTexts.Truncation.MONTH : DateTexts.Truncation.NONE);
      }
    }
    throw new IllegalArgumentException(contract.key() + " has no column " + name + " to slice by");
  }

  /** Empty where the dataset has no slices. */
  List<Part> parts() {
    return parts;
  }

  @Nullable Part asOf() {
    return asOf;
  }

  boolean hasYearless() {
    return parts.stream().anyMatch(Part::isYearless) || asOf != null && asOf.isYearless();
  }

  /**
   * The slice's key, or null where a value is missing or malformed.
   *
   * @param raws raw text per part; ignored for ATTRIBUTE parts and, where {@code day} is given, for
   *     parts without a year
   */
  @Nullable String key(List<String> raws, Map<String, String> attributes, @Nullable String day) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String value = value(part, raws.get(i), attributes, day);
      if (value == null) {
        return null;
      }
      key.append(i == 0 ? "" : "|").append(value);
    }
    return key.toString();
  }

  private static @Nullable String value(
      Part part, String raw, Map<String, String> attributes, @Nullable String day) {
    if (part.column().origin() == Origin.ATTRIBUTE) {
      String stated = attribute(part.column(), attributes);
      return stated == null ? null : part.iso(stated).orElse(null);
    }
    if (part.isYearless() && day != null) {
      return part.truncation() == DateTexts.Truncation.MONTH ? day.substring(0, 7) : day;
    }
    return part.iso(raw).orElse(null);
  }

  private static @Nullable String attribute(ColumnContract column, Map<String, String> attributes) {
    for (String alias : column.aliases()) {
      String value = attributes.get(alias);
      if (value != null) {
        return value;
      }
    }
    return attributes.get(column.name());
  }
}
