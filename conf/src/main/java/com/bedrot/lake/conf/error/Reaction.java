package com.bedrot.lake.conf.error;

/** What the lake does when a code is raised; a property of the code, never of a message. */
public enum Reaction {
  STOP,
  RETRY_LATER,
  REFRESH_SESSION,
  QUARANTINE,
  HOLD,
  ASK_HUMAN,
  /** Recorded and shown, nothing is stopped. */
  FLAG
}
