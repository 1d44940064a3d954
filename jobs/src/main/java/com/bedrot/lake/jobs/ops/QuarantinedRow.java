package com.bedrot.lake.jobs.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that did not become data.
 *
 * @param row 1-based record number in its file
 * @param rules every rule it broke
 * @param raw its text, or null where it was not kept
 */
public record QuarantinedRow(long row, List<String> rules, @Nullable String raw) {
  public QuarantinedRow {
    rules = List.copyOf(rules);
  }
}
