package com.bedrot.lake.conf.cli;

import com.bedrot.lake.conf.log.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows in aligned columns; a column whose every value is a number stands to the right.
 *
 * @param rows each as long as {@code header}
 */
public record TextTable(List<String> header, List<List<String>> rows) {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9,.]*%?|-?");

  public TextTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException("row of " + row.size() + " for " + header);
      }
    }
  }

  /** The lines: the header in capitals, then the rows. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>();
    all.add(header.stream().map(h -> h.toUpperCase(Locale.ROOT)).toList());
    rows.forEach(row -> all.add(row.stream().map(PlainText::line).toList()));
    int[] widths = new int[header.size()];
    boolean[] right = new boolean[header.size()];
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      widths[c] = all.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
      right[c] =
          !rows.isEmpty() && rows.stream().allMatch(r -> NUMBER.matcher(r.get(column)).matches());
    }
    return all.stream().map(row -> joined(row, widths, right)).toList();
  }

  private static String joined(List<String> row, int[] widths, boolean[] right) {
    List<String> cells = new ArrayList<>();
    for (int c = 0; c < widths.length; c++) {
      String gap = " ".repeat(widths[c] - width(row.get(c)));
      cells.add(right[c] ? gap + row.get(c) : row.get(c) + gap);
    }
    return cells.stream().collect(Collectors.joining("  ")).stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
