package com.bedrot.lake.jobs.ops;

import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The broken rows of one reading of one file.
 *
 * @param dataset the dataset the rows were read for: the file's own, or one exploded from it
 * @param rows all broken rows
 * @param kept those whose number and text are kept
 * @param rules broken rule to the number of kept rows that broke it
 */
public record QuarantinedFile(
    String fileId,
    String contentSha256,
    String source,
    String dataset,
    String account,
    long rows,
    long kept,
    Map<String, Long> rules,
    String contractVersion,
    String readerVersion,
    Status status,
    String runId,
    Instant at) {
  /** Whether anything is left to do. */
  public enum Status {
    OPEN,
    /** The file was read again by a newer contract or reader. */
    REPLAYED
  }

  public QuarantinedFile {
    rules = Collections.unmodifiableMap(new TreeMap<>(rules));
  }

  static QuarantinedFile of(
      RunContext context,
      LedgerEntry file,
      String dataset,
      long rows,
      List<QuarantinedRow> keptRows) {
    Map<String, Long> rules = new TreeMap<>();
    keptRows.forEach(row -> row.rules().forEach(rule -> rules.merge(rule, 1L, Long::sum)));
    return new QuarantinedFile(
        file.fileId(),
        file.contentSha256(),
        file.source(),
        dataset,
        file.account(),
        rows,
        keptRows.size(),
        rules,
        file.contractVersion(),
        file.readerVersion(),
        Status.OPEN,
        context.run().value(),
        context.now());
  }

  QuarantinedFile replayed() {
    return new QuarantinedFile(
        fileId,
        contentSha256,
        source,
        dataset,
        account,
        rows,
        kept,
        rules,
        contractVersion,
        readerVersion,
        Status.REPLAYED,
        runId,
        at);
  }
}
