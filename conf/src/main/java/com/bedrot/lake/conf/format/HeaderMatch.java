package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A header line held against a contract.
 *
 * @param indexes for every contract column, in contract order, its field index, or -1
 * @param matched contract columns found
 * @param unknown header names no column knows
 * @param broken duplicates, and missing columns that are required or content keys
 */
public record HeaderMatch(
    List<Integer> indexes, int matched, List<String> unknown, List<BrokenRule> broken) {
  private static final int NEAR = 2;
  private static final int NEAR_FROM_LENGTH = 6;

  /** Matches header names to columns by name and alias, without case, spaces and punctuation. */
  public static HeaderMatch of(List<String> header, DatasetContract contract) {
    return of(header, new ColumnNames(contract));
  }

  /** As {@link #of(List, DatasetContract)}, for many headers. */
  public static HeaderMatch of(List<String> header, ColumnNames names) {
    DatasetContract contract = names.contract();
    List<ColumnContract> columns = contract.columns();
    int[] indexes = new int[columns.size()];
    Arrays.fill(indexes, -1);
    List<BrokenRule> broken = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int field = 0; field < header.size(); field++) {
      String name = header.get(field).strip();
      String normal = HeaderNames.normal(name);
      Integer column = names.column(normal);
      boolean again = !normal.isEmpty() && !seen.add(normal);
      if (again || column != null && indexes[column] >= 0) {
        broken.add(duplicate(name, field, column == null ? null : columns.get(column)));
      } else if (column != null) {
        indexes[column] = field;
      } else {
        unknown.add(name);
      }
    }
    broken.addAll(missing(contract, indexes, unknown));
    int matched = (int) Arrays.stream(indexes).filter(i -> i >= 0).count();
    return new HeaderMatch(
        Arrays.stream(indexes).boxed().toList(), matched, List.copyOf(unknown), broken);
  }

  private static BrokenRule duplicate(String name, int field, @Nullable ColumnContract column) {
    String what = "Header " + Shown.text(name) + " (column " + (field + 1) + ") is there twice";
    return new BrokenRule(
        ErrorCode.CSV_HEADER_DUPLICATE.name(),
        column == null ? what + "." : what + " for " + column.name() + ".");
  }

  private static List<BrokenRule> missing(
      DatasetContract contract, int[] indexes, List<String> unknown) {
    List<BrokenRule> broken = new ArrayList<>();
    for (int i = 0; i < indexes.length; i++) {
      ColumnContract column = contract.columns().get(i);
      if (indexes[i] >= 0 || column.origin() != Origin.FIELD) {
        continue;
      }
      Optional<String> nearest =
          unknown.stream()
              .filter(u -> !u.isEmpty())
              .min(Comparator.comparingInt(u -> distance(column, u)));
      boolean needed = column.required() || contract.contentKeys().contains(column.name());
      if (needed || nearest.filter(n -> near(column, n)).isPresent()) {
        broken.add(
            new BrokenRule(
                ErrorCode.CSV_HEADER_RENAMED.name(),
                "Column "
                    + column.name()
                    + " is missing; "
                    + nearest
                        .map(n -> "the nearest unknown header is " + Shown.text(n) + ".")
                        .orElse("every header belongs to another column.")));
      }
    }
    return broken;
  }

  private static boolean near(ColumnContract column, String header) {
    return HeaderNames.normal(header).length() >= NEAR_FROM_LENGTH
        && distance(column, header) <= NEAR;
  }

  private static int distance(ColumnContract column, String header) {
    int nearest = HeaderNames.distance(column.name(), header);
    for (String alias : column.aliases()) {
      nearest = Math.min(nearest, HeaderNames.distance(alias, header));
    }
    return nearest;
  }
}
