package com.bedrot.lake.jobs.record.delimited;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises totals and footer rows by their first field. The expression is only tried on fields
 * whose first byte can begin a match, so that data rows cost one look into a table.
 */
final class TotalsRows {
  private final @Nullable Pattern pattern;
  private final boolean[] beginnings = new boolean[256];
  private final boolean emptyMatches;

  TotalsRows(@Nullable String expression) {
    pattern = expression == null ? null : Pattern.compile(expression);
    emptyMatches = pattern != null && pattern.matcher("").matches();
    for (int b = 0; pattern != null && b < beginnings.length; b++) {
      beginnings[b] = b > 127 || b == ' ' || canBegin(pattern, (char) b);
    }
  }

  private static boolean canBegin(Pattern pattern, char first) {
    Matcher matcher = pattern.matcher(String.valueOf(first));
    return matcher.matches() || matcher.hitEnd();
  }

  /** Whether a record whose first field is {@code bytes[from, to)} is a totals row. */
  boolean matches(byte[] bytes, int from, int to) {
    if (pattern == null) {
      return false;
    }
    if (from == to) {
      return emptyMatches;
    }
    return beginnings[bytes[from] & 0xFF]
        && pattern
            .matcher(new String(bytes, from, to - from, StandardCharsets.UTF_8).strip())
            .matches();
  }
}
