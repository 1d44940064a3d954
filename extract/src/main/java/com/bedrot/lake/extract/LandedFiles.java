package com.bedrot.lake.extract;

import java.util.Set;

/** What of one account has landed, so that a source does not ask for it again. */
@FunctionalInterface
public interface LandedFiles {
  /** Names of a dataset's files that a manifest names; empty where nothing has landed. */
  Set<String> names(String dataset);
}
