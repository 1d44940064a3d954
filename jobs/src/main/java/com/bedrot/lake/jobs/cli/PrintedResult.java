package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.jobs.warehouse.QueryResult;

/** A statement's result on its way to standard output. */
sealed interface PrintedResult extends QueryResult permits TableResult, CsvResult, JsonResult {
  /** Prints what is still held back; called once, after the last row. */
  void end();
}
