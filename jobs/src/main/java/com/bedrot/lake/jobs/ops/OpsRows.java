package com.bedrot.lake.jobs.ops;

import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.StepRecord;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The lake's own records as rows of the Delta tables in {@code ops/tables}, and their columns. */
final class OpsRows {
  static final StructType LEDGER =
      StructType.fromDDL(
          "file_id STRING, source STRING, dataset STRING, account STRING, state STRING,"
              + " file_name STRING, bytes BIGINT, records BIGINT, content_sha256 STRING,"
              + " window STRING, period STRING, landed_at TIMESTAMP, extracted_at TIMESTAMP,"
              + " landing_drop STRING, raw_key STRING, broken ARRAY<STRING>, refers_to STRING,"
              + " contract_version STRING, reader_version STRING, run_id STRING, at TIMESTAMP");

  static final StructType RUNS =
      StructType.fromDDL(
          "run_id STRING, attempt INT, step STRING, subject STRING, account STRING,"
              + " started_at TIMESTAMP, ended_at TIMESTAMP, rows_in BIGINT, rows_out BIGINT,"
              + " rows_quarantined BIGINT, bytes BIGINT, outcome STRING, error_code STRING,"
              + " detail STRING");

  static final StructType PUBLICATIONS =
      StructType.fromDDL(
          "run_id STRING, at TIMESTAMP, table_id STRING, version BIGINT, rows BIGINT,"
              + " changed BOOLEAN");

  static final StructType QUARANTINE =
      StructType.fromDDL(
          "grain STRING, file_id STRING, file_sha256 STRING, source STRING, dataset STRING,"
              + " account STRING, row BIGINT, raw STRING, rules ARRAY<STRING>,"
              + " severity STRING, contract_version STRING, reader_version STRING,"
              + " status STRING, run_id STRING, at TIMESTAMP");

  private OpsRows() {}

  static Row ledger(LedgerEntry entry) {
    return RowFactory.create(
        entry.fileId(),
        entry.source(),
        entry.dataset(),
        entry.account(),
        lower(entry.state()),
        entry.fileName(),
        entry.bytes(),
        entry.shape() == null ? null : entry.shape().records(),
        entry.contentSha256(),
        entry.window(),
        entry.period(),
        time(entry.landedAt()),
        time(entry.extractedAt()),
        entry.drop(),
        entry.rawKey(),
        rules(entry),
        entry.refersTo(),
        entry.contractVersion(),
        entry.readerVersion(),
        entry.runId(),
        time(entry.at()));
  }

  static Row run(StepRecord step) {
    return RowFactory.create(
        step.runId(),
        step.attempt(),
        step.step(),
        step.subject(),
        step.account(),
        time(step.startedAt()),
        time(step.endedAt()),
        step.rowsIn(),
        step.rowsOut(),
        step.rowsQuarantined(),
        step.bytes(),
        step.outcome(),
        step.errorCode(),
        step.detail());
  }

  static List<Row> publication(Publication publication) {
    Map<String, Publication.TableVersion> tables = new TreeMap<>(publication.tables());
    return tables.entrySet().stream()
        .map(
            table ->
                RowFactory.create(
                    publication.runId(),
                    time(publication.at()),
                    table.getKey(),
                    table.getValue().version(),
                    table.getValue().rows(),
                    table.getValue().changed()))
        .toList();
  }

  static Row quarantinedFile(LedgerEntry entry) {
    return RowFactory.create(
        "file",
        entry.fileId(),
        entry.contentSha256(),
        entry.source(),
        entry.dataset(),
        entry.account(),
        null,
        null,
        rules(entry),
        "quarantine-file",
        entry.contractVersion(),
        entry.readerVersion(),
        "open",
        entry.runId(),
        time(entry.at()));
  }

  static Row quarantinedRow(QuarantinedFile file, QuarantinedRow row) {
    return RowFactory.create(
        "row",
        file.fileId(),
        file.contentSha256(),
        file.source(),
        file.dataset(),
        file.account(),
        row.row(),
        row.raw(),
        row.rules().toArray(String[]::new),
        "quarantine-row",
        file.contractVersion(),
        file.readerVersion(),
        lower(file.status()),
        file.runId(),
        time(file.at()));
  }

  private static String[] rules(LedgerEntry entry) {
    return entry.broken().stream().map(BrokenRule::rule).toArray(String[]::new);
  }

  private static @Nullable Timestamp time(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
