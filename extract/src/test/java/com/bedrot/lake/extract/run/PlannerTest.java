package com.bedrot.lake.extract.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.ContractLoader;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.portal.PortalFacts;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannerTest {
  /** Past the turns of the day, 06:20 and 06:30. */
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final SourceContract contract =
      ContractLoader.load(Path.of("../conf")).source("metaads").orElseThrow();

  /** The contract's windows, with another history and longest window. */
  private PortalFacts portal(long historyDays, long maxDays) {
    Map<String, Object> portal = new HashMap<>(contract.portal());
    Map<String, Object> windows = new HashMap<>(Map.of("max_days", maxDays));
    if (historyDays > 0) {
      windows.put("history_days", historyDays);
    }
    portal.put("windows", windows);
    return PortalFacts.of(
        new SourceContract(
            contract.id(),
            contract.version(),
            contract.status(),
            contract.title(),
            contract.description(),
            contract.datasets(),
            portal,
            contract.file()));
  }

  private static Fetch fetch(String dataset, String window, String outcome, String at) {
    return new Fetch(
        "20261119T100000Z-000000",
        "metaads",
        "main",
        dataset,
        window,
        outcome,
        0,
        null,
        Instant.parse(at));
  }

  private static ExtractRequest dataset(String name) {
    return new ExtractRequest(List.of(), null, name, null, null);
  }

  private List<String> plan(
      ExtractRequest request, PortalFacts portal, String firstPeriod, Fetch... fetches) {
    Planner planner = new Planner(request, new FetchHistory(List.of(fetches)), NOW, firstPeriod);
    List<String> due = new ArrayList<>();
    for (DueWindow window : planner.due(contract, portal, "main")) {
      due.add(window.dataset().name() + " " + window.window() + " " + window.reason());
    }
    return due;
  }

  @Test
  void whatWasNeverFetchedIsDueAndTheHistoryComesInParts() {
    assertThat(plan(ExtractRequest.DUE, portal(75, 30), "2000-01"))
        .containsExactly(
            "campaigns 2026-11-20/2026-11-20 never fetched",
            "adsets 2026-11-20/2026-11-20 never fetched",
            "ads 2026-11-20/2026-11-20 never fetched",
            "insights 2026-10-23/2026-11-19 the last 28 days",
            "insights 2026-09-23/2026-10-22 never fetched",
            "insights 2026-09-06/2026-09-22 never fetched");
  }

  @Test
  void whatWasFetchedSinceItsTurnIsNotDueEmptyOrNot() {
    assertThat(
            plan(
                ExtractRequest.DUE,
                portal(0, 90),
                "2000-01",
                fetch("campaigns", "2026-11-20/2026-11-20", "rows", "2026-11-20T06:21:00Z"),
                fetch("adsets", "2026-11-20/2026-11-20", "empty", "2026-11-20T06:21:00Z"),
                fetch("ads", "2026-11-19/2026-11-19", "rows", "2026-11-19T09:00:00Z"),
                fetch("insights", "2026-10-23/2026-11-19", "empty", "2026-11-20T06:31:00Z")))
        .containsExactly("ads 2026-11-20/2026-11-20 last fetched 2026-11-19");
  }

  @Test
  void aFailureIsFetchedAgain() {
    assertThat(
            plan(
                dataset("metaads.campaigns"),
                portal(0, 90),
                "2000-01",
                fetch("campaigns", "2026-11-20/2026-11-20", "failed", "2026-11-20T06:21:00Z")))
        .containsExactly("campaigns 2026-11-20/2026-11-20 never fetched");
  }

  @Test
  void daysThatWereNeverFetchedAreGapsBehindTheLookback() {
    assertThat(
            plan(
                dataset("insights"),
                portal(60, 90),
                "2000-01",
                fetch("insights", "2026-10-01/2026-10-20", "rows", "2026-10-21T06:31:00Z"),
                fetch("insights", "2026-09-25/2026-09-26", "empty", "2026-10-21T06:31:00Z"),
                fetch("insights", "2026-09-27/2026-09-30", "failed", "2026-10-21T06:31:00Z")))
        .containsExactly(
            "insights 2026-10-23/2026-11-19 the last 28 days",
            "insights 2026-10-21/2026-10-22 never fetched",
            "insights 2026-09-27/2026-09-30 never fetched",
            "insights 2026-09-21/2026-09-24 never fetched");
  }

  @Test
  void withoutAHistoryAPauseIsCaughtUpFromTheFirstDayEverFetched() {
    assertThat(
            plan(
                dataset("insights"),
                portal(0, 90),
                "2000-01",
                fetch("insights", "2026-08-01/2026-09-30", "rows", "2026-10-01T06:31:00Z")))
        .containsExactly(
            "insights 2026-10-23/2026-11-19 the last 28 days",
            "insights 2026-10-01/2026-10-22 never fetched");
  }

  @Test
  void noDayBeforeTheLabelIsAskedFor() {
    assertThat(plan(dataset("insights"), portal(75, 90), "2026-11"))
        .containsExactly("insights 2026-11-01/2026-11-19 never fetched");
  }

  @Test
  void namedDaysAreFetchedWhetherFetchedBeforeOrNot() {
    ExtractRequest request =
        new ExtractRequest(
            List.of(), null, null, LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-10"));

    assertThat(
            plan(
                request,
                portal(75, 7),
                "2000-01",
                fetch("insights", "2026-10-01/2026-11-19", "rows", "2026-11-20T06:31:00Z")))
        .containsExactly(
            "insights 2026-11-04/2026-11-10 asked for", "insights 2026-11-01/2026-11-03 asked for");
  }

  @Test
  void aNamedDatasetIsFetchedWhetherDueOrNot() {
    assertThat(
            plan(
                dataset("ads"),
                portal(0, 90),
                "2000-01",
                fetch("ads", "2026-11-20/2026-11-20", "rows", "2026-11-20T09:59:00Z")))
        .containsExactly("ads 2026-11-20/2026-11-20 last fetched 2026-11-20");
  }

  @Test
  void contradictionsAreRefused() {
    LocalDate day = LocalDate.parse("2026-11-01");

    assertThatThrownBy(() -> new ExtractRequest(List.of(), null, null, null, day))
        .hasMessage("--until needs --since");
    assertThatThrownBy(() -> new ExtractRequest(List.of(), null, null, day, day.minusDays(1)))
        .hasMessage("--until 2026-10-31 is before --since 2026-11-01");
  }
}
