package com.bedrot.lake.extract.run;

/** How a fetch ended, as {@link com.bedrot.lake.conf.ledger.Fetch} writes it. */
final class FetchOutcome {
  static final String ROWS = "rows";
  static final String EMPTY = "empty";
  static final String FAILED = "failed";

  private FetchOutcome() {}
}
