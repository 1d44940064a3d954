package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Window;
import com.bedrot.lake.extract.portal.PortalFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of an account is due, from what was fetched before. Pure.
 *
 * <p>A dataset is due when its cadence's turn came after its last fetch, or when it is named. One
 * with a lookback is fetched by days up to yesterday: the lookback again, and every day since the
 * history's begin that was never fetched, newest first, in windows no longer than the source
 * allows. A dataset without a lookback shows only how things are now: its window is today.
 */
final class Planner {
  private final ExtractRequest request;
  private final FetchHistory history;
  private final Instant now;
  private final LocalDate firstDay;

  /**
   * @param firstPeriod no day before this month is asked for, {@code yyyy-MM}
   */
  Planner(ExtractRequest request, FetchHistory history, Instant now, String firstPeriod) {
    this.request = request;
    this.history = history;
    this.now = now;
    this.firstDay = YearMonth.parse(firstPeriod).atDay(1);
  }

  List<DueWindow> due(SourceContract contract, PortalFacts portal, String account) {
    List<DueWindow> due = new ArrayList<>();
    for (DatasetContract dataset : contract.datasets()) {
      boolean wanted = dataset.parent() == null && request.wants(contract.id(), dataset.name());
      if (wanted) {
        due.addAll(due(dataset, lookback(dataset, contract, portal), portal, account));
      }
    }
    return due;
  }

  /** The dataset's own; the portal's where no dataset of the source says. */
  private static int lookback(
      DatasetContract dataset, SourceContract contract, PortalFacts portal) {
    boolean said = contract.datasets().stream().anyMatch(d -> d.lookbackDays() > 0);
    return said ? dataset.lookbackDays() : portal.windows().lookbackDays().orElse(0);
  }

  private List<DueWindow> due(
      DatasetContract dataset, int lookback, PortalFacts portal, String account) {
    LocalDate since = request.since();
    if (since != null && lookback > 0) {
      LocalDate until = request.until() == null ? yesterday() : request.until();
      Window asked = new Window(since, until.isBefore(since) ? since : until);
      return split(dataset, asked, portal, "asked for");
    }
    Optional<Instant> last = history.last(dataset.source(), account, dataset.name());
    if (!isDue(dataset, last) || (since != null && request.dataset() == null)) {
      return List.of();
    }
    if (lookback == 0) {
      LocalDate today = yesterday().plusDays(1);
      return List.of(new DueWindow(dataset, new Window(today, today), reason(last)));
    }
    return days(dataset, portal, account, lookback);
  }

  private boolean isDue(DatasetContract dataset, Optional<Instant> last) {
    if (request.dataset() != null) {
      return true;
    }
    String cron = dataset.cadence();
    if (cron == null) {
      return false;
    }
    return last.isEmpty() || Cadence.of(dataset, cron).cameAfter(last.get(), now);
  }

  private List<DueWindow> days(
      DatasetContract dataset, PortalFacts portal, String account, int lookback) {
    LocalDate to = yesterday();
    LocalDate back = to.minusDays(lookback - 1L);
    LocalDate begin = begin(dataset, portal, account, to, back);
    if (begin.isAfter(back)) {
      return split(dataset, new Window(begin, to), portal, "never fetched");
    }
    List<DueWindow> due =
        new ArrayList<>(
            split(dataset, new Window(back, to), portal, "the last " + lookback + " days"));
    if (begin.isBefore(back)) {
      Window before = new Window(begin, back.minusDays(1));
      history
          .gaps(dataset.source(), account, dataset.name(), before)
          .forEach(gap -> due.addAll(split(dataset, gap, portal, "never fetched")));
    }
    return due;
  }

  /** The first day that should have been fetched by now. */
  private LocalDate begin(
      DatasetContract dataset, PortalFacts portal, String account, LocalDate to, LocalDate back) {
    LocalDate begin =
        portal.windows().historyDays().isPresent()
            ? to.minusDays(portal.windows().historyDays().getAsInt() - 1L)
            : history
                .first(dataset.source(), account, dataset.name())
                .filter(first -> first.isBefore(back))
                .orElse(back);
    return begin.isBefore(firstDay) ? firstDay : begin;
  }

  /** The window in parts, newest first. */
  private static List<DueWindow> split(
      DatasetContract dataset, Window whole, PortalFacts portal, String reason) {
    int most = portal.windows().maxDays().orElse(Integer.MAX_VALUE);
    List<DueWindow> parts = new ArrayList<>();
    LocalDate to = whole.to();
    while (!to.isBefore(whole.from())) {
      LocalDate from = whole.days() <= most ? whole.from() : to.minusDays(most - 1L);
      from = from.isBefore(whole.from()) ? whole.from() : from;
      parts.add(new DueWindow(dataset, new Window(from, to), reason));
      to = from.minusDays(1);
    }
    return parts;
  }

  private static String reason(Optional<Instant> last) {
    return last.map(at -> "last fetched " + at.atZone(ZoneOffset.UTC).toLocalDate())
        .orElse("never fetched");
  }

  private LocalDate yesterday() {
    return now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
  }
}
