package com.bedrot.lake.jobs.report;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.jobs.report.LakeReport.FileCount;
import com.bedrot.lake.jobs.report.LakeReport.RunLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the ops journals say of runs and files. */
final class OpsFacts {
  private static final int RUNS = 20;
  private final Lake lake;

  OpsFacts(Lake lake) {
    this.lake = lake;
  }

  /** The last runs, the newest first. */
  List<RunLine> runs() {
    Map<String, List<StepRecord>> byRun = new TreeMap<>();
    for (StepRecord step : lake.ops().runs().readAll()) {
      byRun.computeIfAbsent(step.runId(), r -> new ArrayList<>()).add(step);
    }
    List<String> ids = new ArrayList<>(byRun.keySet());
    Collections.reverse(ids);
    return ids.stream()
        .limit(RUNS)
        .map(id -> line(whole(byRun.getOrDefault(id, List.of()))))
        .toList();
  }

  /** Files by dataset and account. */
  static List<FileCount> files(List<LedgerEntry> entries) {
    Map<String, List<LedgerEntry>> byPlace = new TreeMap<>();
    for (LedgerEntry entry : entries) {
      String place = entry.datasetKey() + "/" + entry.account();
      byPlace.computeIfAbsent(place, p -> new ArrayList<>()).add(entry);
    }
    Map<String, FileCount> counts = new LinkedHashMap<>();
    byPlace.forEach((place, files) -> counts.put(place, count(files)));
    return List.copyOf(counts.values());
  }

  /** A moment to the minute, as the page shows it. */
  static String minute(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES).toString().replace("T", " ").replace(":00Z", "");
  }

  private static FileCount count(List<LedgerEntry> files) {
    LedgerEntry first = files.get(0);
    Instant last =
        files.stream().map(LedgerEntry::landedAt).max(Instant::compareTo).orElse(first.landedAt());
    return new FileCount(
        first.datasetKey(),
        first.account(),
        in(files, FileState.ACCEPTED),
        in(files, FileState.HELD),
        in(files, FileState.QUARANTINED),
        in(files, FileState.SUPERSEDED),
        minute(last));
  }

  private static long in(List<LedgerEntry> files, FileState state) {
    return files.stream().filter(file -> file.state() == state).count();
  }

  /** The step that stands for the whole run. */
  private static StepRecord whole(List<StepRecord> steps) {
    return steps.stream()
        .filter(step -> step.step().equals("run"))
        .reduce((a, b) -> b)
        .orElse(steps.get(steps.size() - 1));
  }

  private RunLine line(StepRecord step) {
    String code = step.errorCode() == null ? "" : step.errorCode();
    String detail = step.detail() == null ? "" : step.detail();
    String subject =
        step.account() == null ? step.subject() : step.subject() + " " + step.account();
    return new RunLine(
        step.runId(),
        step.step(),
        subject,
        minute(step.startedAt()),
        took(Duration.between(step.startedAt(), step.endedAt())),
        step.outcome(),
        step.rowsIn(),
        step.rowsOut(),
        step.rowsQuarantined(),
        step.step().equals("run") ? exit(step.runId()) : "",
        (code + " " + detail).strip());
  }

  private String exit(String runId) {
    return lake.ops()
        .state("reports/" + runId)
        .map(json -> LakeJson.read(json, Map.class).get("exit_code"))
        .map(String::valueOf)
        .orElse("");
  }

  private static String took(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      return time.toMillis() + " ms";
    }
    return time.compareTo(Duration.ofMinutes(2)) < 0
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
