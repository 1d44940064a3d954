package com.bedrot.lake.extract;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Days, both ends inclusive, written {@code A/B}. */
public record Window(LocalDate from, LocalDate to) {
  /**
   * @throws IllegalArgumentException if it ends before it begins
   */
  public Window {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(from + " is after " + to);
    }
  }

  /** What {@link #toString} wrote; empty for anything else. */
  public static Optional<Window> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    try {
      LocalDate from = LocalDate.parse(text.substring(0, slash));
      LocalDate to = LocalDate.parse(text.substring(slash + 1));
      return to.isBefore(from) ? Optional.empty() : Optional.of(new Window(from, to));
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  @Override
  public String toString() {
    return from + "/" + to;
  }
}
