package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Goldens;
import com.bedrot.lake.extract.replica.server.Site;
import java.time.LocalDate;
import java.util.List;

/** Daily numbers of a golden file, a column per metric in the order of its {@code .columns}. */
final class MetricRows {
  /**
   * The numbers of a day.
   *
   * @param values as the golden file has them, in the order of the columns
   */
  record Day(LocalDate date, List<String> values) {}

  private final Site site;
  private final List<String> columns;

  /** Reads the names of the columns from the file, one a line. */
  MetricRows(Site site, String columns) {
    this.site = site;
    this.columns = site.goldens().text(columns).lines().toList();
  }

  boolean knows(String metric) {
    return columns.contains(metric);
  }

  /** The days of the window that the file has. */
  List<Day> days(String file, Window window) {
    return site.goldens().rows(file, window.first(), window.last()).stream()
        .map(MetricRows::day)
        .toList();
  }

  private static Day day(Goldens.Row row) {
    return new Day(row.date(), List.of(row.text().split("\t", -1)));
  }

  String value(Day day, String metric) {
    return day.values().get(columns.indexOf(metric));
  }
}
