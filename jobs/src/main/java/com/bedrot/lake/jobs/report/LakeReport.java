package com.bedrot.lake.jobs.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page shows.
 *
 * @param madeAt when, UTC
 * @param home the installation's folder
 * @param waitingDrops drops the next run will take
 * @param lastRun the newest run, or null before the first
 * @param runs the last ones, the newest first
 */
public record LakeReport(
    String madeAt,
    String home,
    long waitingDrops,
    @Nullable RunLine lastRun,
    List<RunLine> runs,
    List<FileCount> files,
    Attention attention,
    List<TableLine> tables,
    List<Judgement> quality,
    Business business) {
  public LakeReport {
    runs = List.copyOf(runs);
    files = List.copyOf(files);
    tables = List.copyOf(tables);
    quality = List.copyOf(quality);
  }

  /** Whether nothing was ever landed or run. */
  public boolean isEmpty() {
    return runs.isEmpty() && files.isEmpty() && waitingDrops == 0;
  }

  /** Rows of all published tables. */
  public String rowsPublished() {
    return Amount.count(tables.stream().mapToLong(TableLine::rows).sum());
  }

  /**
   * A run, or an import.
   *
   * @param exit exit status, empty where it is not kept
   */
  public record RunLine(
      String runId,
      String step,
      String subject,
      String startedAt,
      String took,
      String outcome,
      long rowsIn,
      long rowsOut,
      long rowsQuarantined,
      String exit,
      String detail) {}

  /** Files of one dataset and account by where they stand. */
  public record FileCount(
      String dataset,
      String account,
      long accepted,
      long held,
      long quarantined,
      long superseded,
      String lastLanded) {}

  /** A published table. */
  public record TableLine(
      String table,
      long version,
      long rows,
      String changedAt,
      String changedBy,
      @Nullable String warehouse,
      boolean behind) {}

  /** The last verdicts on one dataset or table. */
  public record Judgement(
      String subject, String runId, String at, long passed, List<RuleLine> rules) {
    public Judgement {
      rules = List.copyOf(rules);
    }

    public boolean allPassed() {
      return passed == rules.size();
    }
  }

  /** One rule's verdict. */
  public record RuleLine(String rule, String severity, boolean passed, String message) {}
}
