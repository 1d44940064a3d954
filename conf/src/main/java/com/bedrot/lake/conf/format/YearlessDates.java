package com.bedrot.lake.conf.format;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives years to dates written without one, from what is known of the file's age. Row order carries
 * over New Year: a row that is earlier in the year than the one before it belongs to the next year.
 */
public final class YearlessDates {
  /** The pattern name contracts use for such columns. */
  public static final String FORMAT = "localized-month-day";

  private static final int MAX_GAP_DAYS = 7;
  private static final int MAX_WINDOW_DAYS = 366;
  private static final int YEARS_TRIED = 9;

  private YearlessDates() {}

  /** What tells the year, the strongest first. */
  public enum Kind {
    /** The window starts on this day. */
    STATED,
    NAME_WINDOW,
    /** The file was made on this day: the last row is on or before it. */
    NAME_EPOCH,
    ARCHIVE_ENTRY,
    LANDING
  }

  /**
   * What is known of a file's age.
   *
   * @param day the window's first day for STATED and NAME_WINDOW, else a day no row can be after
   */
  public record Evidence(Kind kind, LocalDate day) {
    boolean isStart() {
      return kind == Kind.STATED || kind == Kind.NAME_WINDOW;
    }

    String sentence() {
      return switch (kind) {
        case STATED -> "The stated period starts on " + day + ".";
        case NAME_WINDOW -> "The window in the file name starts on " + day + ".";
        case NAME_EPOCH -> "The time in the file name is " + day + ".";
        case ARCHIVE_ENTRY -> "The archive entry is dated " + day + ".";
        case LANDING -> "The file landed on " + day + ".";
      };
    }
  }

  /**
   * Dated rows.
   *
   * @param dates one per row, null where the row had none
   * @param gapDays days between the evidence and the nearer end of the window
   */
  public record Dated(
      List<@Nullable LocalDate> dates,
      LocalDate first,
      LocalDate last,
      long gapDays,
      String evidence) {
    /** {@code first/last}, inclusive. */
    public String window() {
      return first + "/" + last;
    }

    /** Whether the evidence lies more than 7 days off. */
    public boolean gap() {
      return gapDays > MAX_GAP_DAYS;
    }
  }

  /** Reads rows of a file whose window is known, one after the other. */
  public static final class Carrier {
    private LocalDate previous;

    /** Starts at the window's first day. */
    public Carrier(LocalDate first) {
      previous = first;
    }

    /** The date of the next row, or empty where that year has no such day. */
    public Optional<LocalDate> next(MonthDay day) {
      int year = previous.getYear();
      if (day.isBefore(MonthDay.from(previous))) {
        year++;
      }
      if (!day.isValidYear(year)) {
        return Optional.empty();
      }
      previous = day.atYear(year);
      return Optional.of(previous);
    }
  }

  /**
   * The latest year that agrees with the evidence and with every row.
   *
   * @param days the rows' days in order, null where a row has none
   * @return empty where there is no dated row, or no year fits every row within one window of at
   *     most 366 days
   */
  public static Optional<Dated> date(List<@Nullable MonthDay> days, Evidence evidence) {
    Dated best = null;
    int newest = evidence.day().getYear() + 1;
    for (int year = newest; year > newest - YEARS_TRIED; year--) {
      Dated candidate = from(year, days, evidence);
      if (candidate != null && better(candidate, best, evidence)) {
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * As {@link #date(List, Evidence)}, in the window a manifest gives.
   *
   * @param window {@code first/last}, or null where none is known yet
   */
  static Optional<Dated> date(
      List<@Nullable MonthDay> days, Evidence evidence, @Nullable String window) {
    Optional<Dated> judged = date(days, evidence);
    if (window == null || judged.filter(d -> d.window().equals(window)).isPresent()) {
      return judged;
    }
    LocalDate first = LocalDate.parse(window.substring(0, window.indexOf('/')));
    return date(days, new Evidence(Kind.STATED, first));
  }

  private static boolean better(Dated candidate, @Nullable Dated best, Evidence evidence) {
    if (!evidence.isStart() && candidate.last().isAfter(evidence.day())) {
      return false;
    }
    return best == null || candidate.gapDays() < best.gapDays();
  }

  private static @Nullable Dated from(int year, List<@Nullable MonthDay> days, Evidence evidence) {
    List<@Nullable LocalDate> dates = new ArrayList<>(days.size());
    Carrier carrier = null;
    LocalDate first = null;
    LocalDate last = null;
    for (MonthDay day : days) {
      if (day == null) {
        dates.add(null);
        continue;
      }
      if (carrier == null) {
        if (!day.isValidYear(year)) {
          return null;
        }
        first = day.atYear(year);
        carrier = new Carrier(first);
      }
      Optional<LocalDate> dated = carrier.next(day);
      if (dated.isEmpty()) {
        return null;
      }
      last = dated.get();
      dates.add(last);
    }
    if (first == null || last == null || ChronoUnit.DAYS.between(first, last) >= MAX_WINDOW_DAYS) {
      return null;
    }
    LocalDate nearest = evidence.isStart() ? first : last;
    long gap = Math.abs(ChronoUnit.DAYS.between(nearest, evidence.day()));
    return new Dated(dates, first, last, gap, evidence.sentence());
  }
}
