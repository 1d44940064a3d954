package com.bedrot.lake.conf.error;

import java.util.ArrayList;
import java.util.List;

/** Collects every problem of one input, so that all are reported together. Not thread-safe. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Adds one problem: {@code where} is a file with line and path, or a setting's name. */
  public void add(String where, String what) {
    found.add(where + ": " + what);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<String> all() {
    return List.copyOf(found);
  }

  /**
   * Throws when anything was added.
   *
   * @throws ConfigurationException listing every problem, one per line
   */
  public void throwIfAny(ErrorCode code, String subject) {
    if (!found.isEmpty()) {
      throw new ConfigurationException(
          code,
          subject
              + " has "
              + found.size()
              + (found.size() == 1 ? " problem:" : " problems:")
              + "\n  "
              + String.join("\n  ", found));
    }
  }
}
