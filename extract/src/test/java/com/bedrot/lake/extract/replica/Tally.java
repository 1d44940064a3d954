package com.bedrot.lake.extract.replica;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of a dataset, made from served bytes with nothing of the replica. */
public final class Tally {
  private int rows;
  private final Map<String, BigDecimal> sums = new LinkedHashMap<>();

  public int rows() {
    return rows;
  }

  public BigDecimal sum(String name) {
    return sums.getOrDefault(name, BigDecimal.ZERO);
  }

  public Tally row() {
    rows++;
    return this;
  }

  /** Adds a number; texts that are none (null, undefined) add nothing. */
  public Tally add(String name, String number) {
    String plain = number.replace(",", "");
    if (plain.matches("-?\\d+(\\.\\d+)?")) {
      sums.merge(name, new BigDecimal(plain), BigDecimal::add);
    }
    return this;
  }

  public Tally set(String name, String number) {
    sums.put(name, new BigDecimal(number));
    return this;
  }

  /** The records of a delimited text as maps by header, quotes and byte order mark taken off. */
  public static List<Map<String, String>> records(String text, char delimiter) {
    List<List<String>> lines = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    String all = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      if (c == '"' && quoted && i + 1 < all.length() && all.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == delimiter || c == '\n' || c == '\r')) {
        fields.add(field.toString());
        field.setLength(0);
        if (c != delimiter) {
          lines.add(fields);
          fields = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    if (field.length() > 0 || !fields.isEmpty()) {
      fields.add(field.toString());
      lines.add(fields);
    }
    return lines.stream().skip(1).map(line -> named(lines.get(0), line)).toList();
  }

  private static Map<String, String> named(List<String> header, List<String> line) {
    if (header.size() != line.size()) {
      throw new AssertionError(header + " does not fit " + line);
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      named.put(header.get(i), line.get(i));
    }
    return named;
  }
}
