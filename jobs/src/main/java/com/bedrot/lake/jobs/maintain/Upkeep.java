package com.bedrot.lake.jobs.maintain;

/** Whether upkeep is done, or only said. */
public enum Upkeep {
  DOING,
  SAYING
}
