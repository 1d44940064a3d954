package com.bedrot.lake.conf.zone;

import java.util.Locale;

/** The lake's zones, each a root URI of its own. */
public enum Zone {
  LANDING,
  RAW,
  STAGING,
  CURATED,
  ARCHIVE,
  SANDBOX,
  OPS;

  /** The folder or bucket name, lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The environment variable that overrides its root, e.g. {@code LANDING_ZONE}. */
  public String variable() {
    return name() + "_ZONE";
  }
}
