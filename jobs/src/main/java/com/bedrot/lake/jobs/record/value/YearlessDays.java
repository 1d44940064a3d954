package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.format.MonthNames;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Month and day in words, dated to the year that puts them inside the file's window. In a window of
 * a year and a day the first row is its first day.
 */
final class YearlessDays {
  /** What contracts call this format. */
  static final String FORMAT = "localized-month-day";

  private @Nullable LocalDate first;
  private @Nullable LocalDate last;
  private boolean begun;

  void start(@Nullable String window) {
    String[] ends = window == null ? new String[0] : window.split("/", 2);
    first = ends.length == 2 ? LocalDate.parse(ends[0]) : null;
    last = ends.length == 2 ? LocalDate.parse(ends[1]) : null;
    begun = false;
  }

  long epochDay(String text) {
    Optional<MonthDay> day = MonthNames.parse(text);
    if (day.isEmpty() || first == null || last == null) {
      return DatePattern.NONE;
    }
    long found = DatePattern.NONE;
    for (int year = first.getYear(); year <= last.getYear(); year++) {
      if (!day.get().isValidYear(year)) {
        continue;
      }
      LocalDate date = day.get().atYear(year);
      boolean inside = !date.isBefore(first) && !date.isAfter(last);
      if (inside && (found == DatePattern.NONE || begun)) {
        found = date.toEpochDay();
      }
    }
    begun |= found != DatePattern.NONE;
    return found;
  }
}
