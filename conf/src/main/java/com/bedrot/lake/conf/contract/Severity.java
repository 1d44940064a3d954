package com.bedrot.lake.conf.contract;

/** How far a broken rule reaches, in rising order. */
public enum Severity {
  OBSERVE,
  WARN,
  QUARANTINE_ROW,
  QUARANTINE_FILE,
  HOLD_PUBLISH,
  FAIL_RUN
}
