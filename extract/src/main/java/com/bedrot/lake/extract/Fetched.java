package com.bedrot.lake.extract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one fetch brought.
 *
 * @param files exact bytes as the source gave them, under the name they land with
 * @param period days the files cover ({@code A/B}), or null where their content alone says
 * @param attributes what the manifest says besides, e.g. what was redacted
 */
public record Fetched(List<Path> files, @Nullable String period, Map<String, String> attributes) {
  public Fetched {
    files = List.copyOf(files);
    attributes = Map.copyOf(attributes);
  }

  /** Files whose content says what they cover. */
  public static Fetched of(List<Path> files) {
    return new Fetched(files, null, Map.of());
  }
}
