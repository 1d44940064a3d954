package com.bedrot.lake.jobs.staging;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one file gives to its account's truth.
 *
 * @param slices the slices it holds, or null for all of its rows
 */
public record Contribution(String fileId, String contentSha256, @Nullable Set<String> slices) {
  public Contribution {
    slices = slices == null ? null : java.util.Collections.unmodifiableSet(new TreeSet<>(slices));
  }

  /** Whether every row {@code wanted} asks for is among the rows of this one. */
  boolean covers(Contribution wanted) {
    if (slices == null) {
      return true;
    }
    return wanted.slices != null && slices.containsAll(wanted.slices);
  }
}
