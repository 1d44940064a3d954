package com.bedrot.lake.jobs.warehouse;

/** How a column's values travel to PostgreSQL. */
public enum Wire {
  TEXT,
  JSONB,
  INTEGER,
  BIGINT,
  NUMERIC,
  DATE,
  TIMESTAMP,
  BOOLEAN
}
