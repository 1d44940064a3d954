package com.bedrot.lake.conf.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name a person probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The known name with the fewest edits to {@code given}; empty where none is near. */
  public static Optional<String> to(String given, Collection<String> known) {
    int most = Math.max(2, given.length() / 3);
    return known.stream()
        .filter(name -> edits(given, name) <= most)
        .min(Comparator.comparingInt((String name) -> edits(given, name)).thenComparing(n -> n));
  }

  /** The known name that {@code given} misses by one edit; empty where it is another name. */
  public static Optional<String> slipOf(String given, Collection<String> known) {
    return known.stream().filter(name -> edits(given, name) == 1).sorted().findFirst();
  }

  /** {@code , did you mean X?} or nothing. */
  public static String hint(String given, Collection<String> known) {
    return to(given, known).map(name -> ", did you mean " + name + "?").orElse("");
  }

  /** Insertions, deletions and replacements that turn one text into the other. */
  static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
