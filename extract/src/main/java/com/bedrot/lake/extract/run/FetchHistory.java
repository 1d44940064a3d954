package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.extract.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was fetched before, empty answers too; failures do not count. */
final class FetchHistory {
  private final Map<List<String>, List<Window>> windows = new HashMap<>();
  private final Map<List<String>, Instant> last = new HashMap<>();

  FetchHistory(List<Fetch> fetches) {
    for (Fetch fetch : fetches) {
      if (!fetch.outcome().equals(FetchOutcome.FAILED)) {
        List<String> key = List.of(fetch.source(), fetch.account(), fetch.dataset());
        Window.parse(fetch.window())
            .ifPresent(w -> windows.computeIfAbsent(key, k -> new ArrayList<>()).add(w));
        last.merge(key, fetch.at(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
  }

  Optional<Instant> last(String source, String account, String dataset) {
    return Optional.ofNullable(last.get(List.of(source, account, dataset)));
  }

  /** The days of the window that were never fetched, newest first. */
  List<Window> gaps(String source, String account, String dataset, Window whole) {
    List<Window> fetched = of(source, account, dataset);
    Deque<Window> gaps = new ArrayDeque<>();
    LocalDate begin = whole.from();
    for (LocalDate day = whole.from(); !day.isAfter(whole.to()); day = day.plusDays(1)) {
      LocalDate today = day;
      if (fetched.stream().anyMatch(w -> w.contains(today))) {
        if (begin.isBefore(day)) {
          gaps.push(new Window(begin, day.minusDays(1)));
        }
        begin = day.plusDays(1);
      }
    }
    if (!begin.isAfter(whole.to())) {
      gaps.push(new Window(begin, whole.to()));
    }
    return List.copyOf(gaps);
  }

  /** The first day that was ever fetched. */
  Optional<LocalDate> first(String source, String account, String dataset) {
    return of(source, account, dataset).stream().map(Window::from).min(LocalDate::compareTo);
  }

  private List<Window> of(String source, String account, String dataset) {
    return windows.getOrDefault(List.of(source, account, dataset), List.of());
  }
}
