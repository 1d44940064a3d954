package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Stream;

/** How header names are compared: without case, spaces and punctuation. */
public final class HeaderNames {
  private HeaderNames() {}

  /**
   * {@code Earnings (USD)}, {@code earnings_usd} and {@code EarningsUSD} are all {@code
   * earningsusd}.
   */
  public static String normal(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder kept = new StringBuilder(composed.length());
    composed
        .codePoints()
        .filter(
            c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Whether a header name is one of the column's: its own name or an alias. */
  public static boolean names(ColumnContract column, String header) {
    String wanted = normal(header);
    return Stream.concat(Stream.of(column.name()), column.aliases().stream())
        .anyMatch(a -> normal(a).equals(wanted));
  }

  /** Single-character edits between the two names as compared, for "nearest" hints. */
  public static int distance(String a, String b) {
    String left = normal(a);
    String right = normal(b);
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
