package com.bedrot.lake.extract.cron;

import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When one source is tried: from each turn of its datasets, every hour for some hours, at a minute
 * of its own. What is due then is for the ledger to say, so that a try too many costs nothing and a
 * missed one is made up for by the next, on the same day or a later one.
 *
 * @param turns times of day at which a dataset can come due, UTC
 * @param minute minute of the hour, UTC
 */
record ExtractionWindow(Collection<LocalTime> turns, int minute) {
  /** A turn and five tries after it: wider than any change of summer time. */
  private static final int TRIES = 6;

  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  ExtractionWindow {
    turns = List.copyOf(turns);
  }

  /** The first two cron fields, by a clock so many minutes ahead of UTC, and the others. */
  String schedule(int minutesAhead) {
    TreeSet<Integer> hours = new TreeSet<>();
    for (LocalTime turn : turns) {
      int first = turn.getHour() * HOUR + minute + (turn.getMinute() > minute ? HOUR : 0);
      for (int hour = 0; hour < TRIES; hour++) {
        hours.add(Math.floorMod(first + hour * HOUR + minutesAhead, DAY) / HOUR);
      }
    }
    return Math.floorMod(minute + minutesAhead, HOUR) + " " + ranges(hours) + " * * *";
  }

  /** The turns, for people. */
  String shown() {
    return turns.stream()
        .sorted()
        .map(t -> String.format(Locale.ROOT, "%02d:%02d", t.getHour(), t.getMinute()))
        .collect(Collectors.joining(", "));
  }

  private static String ranges(TreeSet<Integer> hours) {
    StringBuilder text = new StringBuilder();
    Integer from = null;
    for (int hour : hours) {
      from = from == null ? Integer.valueOf(hour) : from;
      if (!hours.contains(hour + 1)) {
        text.append(text.isEmpty() ? "" : ",").append(from);
        text.append(from == hour ? "" : "-" + hour);
        from = null;
      }
    }
    return text.toString();
  }
}
