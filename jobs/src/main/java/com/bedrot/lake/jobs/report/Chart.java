package com.bedrot.lake.jobs.report;

import java.util.List;

/**
 * A picture with its geometry worked out, and the same numbers as a table for who cannot see it.
 *
 * @param id unique on the page
 * @param unit what the values are
 * @param legend names of the series; a mark's {@code series} is the place in it
 * @param gridLines values at their height
 * @param times some times at their place
 * @param header of the table: time, then the series
 */
public record Chart(
    String id,
    String title,
    String unit,
    List<Entry> legend,
    List<Bar> bars,
    List<Line> lines,
    List<Tick> gridLines,
    List<Tick> times,
    List<String> header,
    List<List<String>> rows) {
  public static final int WIDTH = 760;
  public static final int HEIGHT = 250;
  public static final int LEFT = 66;
  public static final int RIGHT = 14;
  public static final int TOP = 12;
  public static final int BOTTOM = 26;

  /**
   * A series.
   *
   * @param colour number of its colour on the page
   */
  public record Entry(String name, String colour) {}

  /** A rectangle. */
  public record Bar(String colour, String x, String y, String width, String height, String tip) {}

  /**
   * A line without gaps; a value that stands alone is a line of one dot.
   *
   * @param points {@code x,y} pairs as SVG takes them
   */
  public record Line(String colour, String points, List<Dot> dots) {}

  /** A value on a line. */
  public record Dot(String x, String y, String tip) {}

  /** A text beside an axis. */
  public record Tick(String at, String text, boolean zero) {}

  public Chart {
    legend = List.copyOf(legend);
    bars = List.copyOf(bars);
    lines = List.copyOf(lines);
    gridLines = List.copyOf(gridLines);
    times = List.copyOf(times);
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** For those who hear the page. */
  public String summary() {
    String from = rows.isEmpty() ? "" : rows.get(0).get(0);
    String to = rows.isEmpty() ? "" : rows.get(rows.size() - 1).get(0);
    return title
        + " in "
        + unit
        + ", from "
        + from
        + " to "
        + to
        + "; the numbers follow as a table";
  }
}
