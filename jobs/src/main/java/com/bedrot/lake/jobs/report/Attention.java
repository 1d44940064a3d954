package com.bedrot.lake.jobs.report;

import java.util.List;

/** What needs a person. */
public record Attention(
    List<Held> holds,
    List<QuarantinedFileLine> files,
    List<BrokenRowsLine> rows,
    List<Unmatched> unmatched,
    long unmatchedCount) {
  public Attention {
    holds = List.copyOf(holds);
    files = List.copyOf(files);
    rows = List.copyOf(rows);
    unmatched = List.copyOf(unmatched);
  }

  /** How many things wait. */
  public long count() {
    return holds.size() + files.size() + rows.size() + unmatchedCount;
  }

  /** An open hold and the commands that end it. */
  public record Held(
      String id,
      String subject,
      String rules,
      String detail,
      String since,
      List<String> commands) {}

  /** A file set apart, with everything that is wrong with it. */
  public record QuarantinedFileLine(
      String fileId,
      String name,
      String dataset,
      String account,
      String since,
      List<Remedy> broken,
      List<String> commands) {}

  /** Rows of one file set apart. */
  public record BrokenRowsLine(
      String fileId,
      String name,
      String dataset,
      String account,
      long rows,
      String rules,
      String command) {}

  /** A name in the data that no reference knows, with the money that hangs on it. */
  public record Unmatched(
      String kind, String name, String source, String account, String rows, String money) {}
}
