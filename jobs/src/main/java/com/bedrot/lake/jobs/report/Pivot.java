package com.bedrot.lake.jobs.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values by time and series. A value nobody reported stays missing: it is not zero. */
final class Pivot {
  static final String OTHERS = "all others";

  private final Map<String, Map<String, BigDecimal>> byTime = new TreeMap<>();

  /** Adds to what the time and series have; a missing value adds nothing. */
  Pivot add(String time, String series, @Nullable BigDecimal value) {
    Map<String, BigDecimal> values = byTime.computeIfAbsent(time, t -> new LinkedHashMap<>());
    if (value != null) {
      values.merge(series, value, BigDecimal::add);
    }
    return this;
  }

  /** Whether it has no value at all. */
  boolean isEmpty() {
    return byTime.values().stream().allMatch(Map::isEmpty);
  }

  @Nullable BigDecimal value(String time, String series) {
    return byTime.getOrDefault(time, Map.of()).get(series);
  }

  /** The series, the biggest first; the one that stands for the rest last. */
  List<String> series() {
    Map<String, BigDecimal> sizes = sizes();
    return sizes.keySet().stream()
        .sorted(
            Comparator.comparing((String s) -> s.equals(OTHERS))
                .thenComparing(sizes::get, Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Every time from the first to the last, those without values too. */
  List<String> times() {
    if (byTime.isEmpty()) {
      return List.of();
    }
    List<String> known = List.copyOf(byTime.keySet());
    String last = known.get(known.size() - 1);
    List<String> times = new ArrayList<>();
    for (String time = known.get(0); time.compareTo(last) <= 0; time = following(time)) {
      times.add(time);
    }
    return times;
  }

  /** The biggest series as they are, the others added up. */
  Pivot biggest(int count) {
    List<String> series = series();
    if (series.size() <= count + 1) {
      return this;
    }
    List<String> kept = series.subList(0, count);
    Pivot smaller = new Pivot();
    byTime.forEach(
        (time, values) ->
            values.forEach(
                (name, value) -> smaller.add(time, kept.contains(name) ? name : OTHERS, value)));
    return smaller;
  }

  private Map<String, BigDecimal> sizes() {
    Map<String, BigDecimal> sizes = new TreeMap<>();
    byTime
        .values()
        .forEach(
            values ->
                values.forEach((name, value) -> sizes.merge(name, value.abs(), BigDecimal::add)));
    return sizes;
  }

  private static String following(String time) {
    return time.length() == "2026-01".length()
        ? YearMonth.parse(time).plusMonths(1).toString()
        : LocalDate.parse(time).plusDays(1).toString();
  }
}
