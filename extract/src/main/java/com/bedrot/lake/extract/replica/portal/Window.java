package com.bedrot.lake.extract.replica.portal;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Days a request asks for.
 *
 * @param first the first day
 * @param last the last day, included
 */
record Window(LocalDate first, LocalDate last) {
  /** The window two texts name; each stands for itself, or for the fallback where it is no day. */
  static Window of(String first, String last, Window otherwise) {
    return new Window(day(first, otherwise.first()), day(last, otherwise.last()));
  }

  /** So many days up to the one before today. */
  static Window before(LocalDate today, int days) {
    return new Window(today.minusDays(days), today.minusDays(1));
  }

  private static LocalDate day(String text, LocalDate otherwise) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
