package com.bedrot.lake.jobs.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values stand in a picture. Doubles here are places on the paper, never amounts.
 *
 * @param low smallest value shown, zero or less
 * @param high largest value shown, more than {@code low}
 * @param step between grid lines
 */
record ChartScale(double low, double high, double step) {
  private static final int GRID_LINES = 5;
  private static final int MOST_DECIMALS = 6;

  /**
   * Round numbers around the values; zero is always shown.
   *
   * @param finest smallest step that makes sense, 1 for counts
   */
  static ChartScale around(double smallest, double largest, double finest) {
    double low = Math.min(0, smallest);
    double high = Math.max(0, largest);
    if (high - low == 0) {
      high = 1;
    }
    double rough = (high - low) / GRID_LINES;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = Math.max(finest, power * roundFactor(rough / power));
    return new ChartScale(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
  }

  private static double roundFactor(double factor) {
    if (factor > 5) {
      return 10;
    }
    if (factor > 2) {
      return 5;
    }
    return factor > 1 ? 2 : 1;
  }

  double y(double value) {
    double inner = Chart.HEIGHT - Chart.TOP - Chart.BOTTOM;
    return Chart.TOP + inner * (high - value) / (high - low);
  }

  List<Chart.Tick> gridLines() {
    List<Chart.Tick> lines = new ArrayList<>();
    long first = Math.round(low / step);
    long last = Math.round(high / step);
    for (long i = first; i <= last; i++) {
      lines.add(new Chart.Tick(place(y(i * step)), shown(i), i == 0));
    }
    return lines;
  }

  private String shown(long steps) {
    BigDecimal value = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(steps));
    if (value.abs().compareTo(BigDecimal.valueOf(1_000_000)) >= 0) {
      return plain(value.movePointLeft(6)) + " M";
    }
    return value.abs().compareTo(BigDecimal.valueOf(10_000)) >= 0
        ? plain(value.movePointLeft(3)) + " k"
        : plain(value);
  }

  private static String plain(BigDecimal value) {
    return Amount.grouped(
        value.setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros());
  }

  /** A place on the paper as SVG takes it. */
  static String place(double at) {
    return String.format(Locale.ROOT, "%.1f", at);
  }
}
