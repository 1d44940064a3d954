package com.bedrot.lake.jobs.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws a pivot as stacked bars or as lines. */
final class ChartMaker {
  private static final int COLOURS = 6;
  private static final int TIME_LABELS = 8;
  private static final double GAP = 0.22;
  private static final double WIDEST_BAR = 46;

  private final String id;
  private final String title;
  private final String unit;
  private final int decimals;
  private final Pivot pivot;
  private final List<String> times;
  private final List<String> series;

  private ChartMaker(String id, String title, String unit, int decimals, Pivot all) {
    this.id = id;
    this.title = title;
    this.unit = unit;
    this.decimals = decimals;
    this.pivot = all.biggest(COLOURS - 1);
    this.times = pivot.times();
    this.series = pivot.series();
  }

  /** Amounts that add up: stacked, refunds below the zero line. */
  static Optional<Chart> bars(String id, String title, String unit, Pivot pivot) {
    if (pivot.isEmpty()) {
      return Optional.empty();
    }
    int decimals = Amount.decimalsFor(values(pivot));
    return Optional.of(new ChartMaker(id, title, unit, decimals, pivot).stacked());
  }

  /** Counts over time. */
  static Optional<Chart> lines(String id, String title, String unit, Pivot pivot) {
    return pivot.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChartMaker(id, title, unit, 0, pivot).lined());
  }

  private static Collection<BigDecimal> values(Pivot pivot) {
    List<BigDecimal> values = new ArrayList<>();
    for (String time : pivot.times()) {
      for (String name : pivot.series()) {
        BigDecimal value = pivot.value(time, name);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private Chart stacked() {
    double highest = 0;
    double lowest = 0;
    for (String time : times) {
      highest = Math.max(highest, sum(time, 1));
      lowest = Math.min(lowest, sum(time, -1));
    }
    ChartScale scale = ChartScale.around(lowest, highest, 0);
    List<Chart.Bar> bars = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      addStack(bars, scale, i);
    }
    return chart(scale, bars, List.of());
  }

  private double sum(String time, int sign) {
    return series.stream()
        .map(name -> pivot.value(time, name))
        .filter(value -> value != null && value.signum() == sign)
        .mapToDouble(value -> value == null ? 0 : value.doubleValue())
        .sum();
  }

  private void addStack(List<Chart.Bar> bars, ChartScale scale, int index) {
    double width = Math.min(WIDEST_BAR, slot() * (1 - GAP));
    double x = middle(index) - width / 2;
    double above = 0;
    double below = 0;
    for (String name : series) {
      BigDecimal value = pivot.value(times.get(index), name);
      if (value == null || value.signum() == 0) {
        continue;
      }
      double from = value.signum() > 0 ? above : below;
      double to = from + value.doubleValue();
      double top = scale.y(Math.max(from, to));
      bars.add(
          new Chart.Bar(
              colour(name),
              ChartScale.place(x),
              ChartScale.place(top),
              ChartScale.place(width),
              ChartScale.place(Math.max(0.4, scale.y(Math.min(from, to)) - top)),
              tip(index, name, value)));
      if (value.signum() > 0) {
        above = to;
      } else {
        below = to;
      }
    }
  }

  private Chart lined() {
    double highest = 0;
    double lowest = 0;
    for (BigDecimal value : values(pivot)) {
      highest = Math.max(highest, value.doubleValue());
      lowest = Math.min(lowest, value.doubleValue());
    }
    ChartScale scale = ChartScale.around(lowest, highest, 1);
    List<Chart.Line> lines = new ArrayList<>();
    series.forEach(name -> addLines(lines, scale, name));
    return chart(scale, List.of(), lines);
  }

  /** A line ends where a value is missing. */
  private void addLines(List<Chart.Line> lines, ChartScale scale, String name) {
    List<Chart.Dot> run = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      BigDecimal value = pivot.value(times.get(i), name);
      if (value == null) {
        endLine(lines, name, run);
        run = new ArrayList<>();
      } else {
        String y = ChartScale.place(scale.y(value.doubleValue()));
        run.add(new Chart.Dot(ChartScale.place(middle(i)), y, tip(i, name, value)));
      }
    }
    endLine(lines, name, run);
  }

  private void endLine(List<Chart.Line> lines, String name, List<Chart.Dot> dots) {
    if (!dots.isEmpty()) {
      String points =
          dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" "));
      lines.add(new Chart.Line(colour(name), points, List.copyOf(dots)));
    }
  }

  private Chart chart(ChartScale scale, List<Chart.Bar> bars, List<Chart.Line> lines) {
    List<Chart.Entry> legend =
        series.stream().map(name -> new Chart.Entry(name, colour(name))).toList();
    List<String> header = new ArrayList<>();
    header.add(times.get(0).length() == "2026-01".length() ? "month" : "day");
    header.addAll(series);
    List<List<String>> rows = times.stream().map(this::row).toList();
    return new Chart(
        id, title, unit, legend, bars, lines, scale.gridLines(), timeTicks(), header, rows);
  }

  private List<String> row(String time) {
    List<String> cells = new ArrayList<>();
    cells.add(time);
    series.forEach(name -> cells.add(shown(pivot.value(time, name))));
    return cells;
  }

  private List<Chart.Tick> timeTicks() {
    int step = Math.max(1, (times.size() + TIME_LABELS - 1) / TIME_LABELS);
    List<Chart.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < times.size(); i += step) {
      ticks.add(new Chart.Tick(ChartScale.place(middle(i)), times.get(i), false));
    }
    return ticks;
  }

  private double slot() {
    return (double) (Chart.WIDTH - Chart.LEFT - Chart.RIGHT) / times.size();
  }

  private double middle(int index) {
    return Chart.LEFT + slot() * (index + 0.5);
  }

  private String colour(String name) {
    return name.equals(Pivot.OTHERS) ? "x" : String.valueOf(series.indexOf(name) % COLOURS);
  }

  private String tip(int index, String name, BigDecimal value) {
    return times.get(index) + ", " + name + ": " + shown(value) + " " + unit;
  }

  private String shown(@Nullable BigDecimal value) {
    return Amount.rounded(value, decimals);
  }
}
