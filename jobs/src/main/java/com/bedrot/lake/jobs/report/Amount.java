package com.bedrot.lake.jobs.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them: thousands apart, a missing one is a dash. */
public final class Amount {
  static final String MISSING = "–";
  private static final BigDecimal SMALL = BigDecimal.TEN;
  private static final int FULL_DECIMALS = 38;

  private Amount() {}

  /** Every digit it has, two decimals at least. */
  static String exact(@Nullable BigDecimal value) {
    if (value == null) {
      return MISSING;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return grouped(stripped.setScale(Math.max(2, stripped.scale()), RoundingMode.UNNECESSARY));
  }

  /** To that many decimals. */
  static String rounded(@Nullable BigDecimal value, int decimals) {
    return value == null ? MISSING : grouped(value.setScale(decimals, RoundingMode.HALF_EVEN));
  }

  /** Decimals with which the column can be read: cents, or more where everything is small. */
  static int decimalsFor(Collection<BigDecimal> column) {
    return column.stream().allMatch(v -> v.abs().compareTo(SMALL) < 0) ? 4 : 2;
  }

  /** A count. */
  public static String count(long value) {
    return grouped(BigDecimal.valueOf(value));
  }

  static String grouped(BigDecimal value) {
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMaximumFractionDigits(FULL_DECIMALS);
    format.setMinimumFractionDigits(Math.max(0, value.scale()));
    return format.format(value);
  }
}
