package com.bedrot.lake.conf.ledger;

/** Where a file stands. */
public enum FileState {
  LANDED,
  /** Checked and copied to raw; its rows are not in staging yet. */
  RAW,
  /** Its rows are in staging. */
  ACCEPTED,
  DUPLICATE,
  QUARANTINED,
  /** A person must decide. */
  HELD,
  /** A newer file replaced its scope. */
  SUPERSEDED,
  WITHDRAWN;

  /** Whether content in this state makes a newcomer with the same content a duplicate. */
  public boolean blocksDuplicates() {
    return this == LANDED || this == RAW || this == ACCEPTED || this == HELD || this == SUPERSEDED;
  }

  /** Whether the file's content takes part in deciding what a dataset's truth is. */
  public boolean takesPart() {
    return this == RAW || this == ACCEPTED || this == HELD || this == SUPERSEDED;
  }
}
