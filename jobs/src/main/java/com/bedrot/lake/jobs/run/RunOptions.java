package com.bedrot.lake.jobs.run;

import java.util.Set;

/**
 * What one run is asked for.
 *
 * @param sources only these sources' files are staged; empty means all
 * @param until the last hop to walk
 */
public record RunOptions(Set<String> sources, Until until) {
  /** The hops a run may stop after. */
  public enum Until {
    RAW,
    STAGING,
    CURATED,
    WAREHOUSE,
    ARCHIVE
  }

  public RunOptions {
    sources = Set.copyOf(sources);
  }

  public static RunOptions everything() {
    return new RunOptions(Set.of(), Until.ARCHIVE);
  }

  boolean includes(String source) {
    return sources.isEmpty() || sources.contains(source);
  }

  boolean reaches(Until hop) {
    return until.compareTo(hop) >= 0;
  }
}
