package com.bedrot.lake.conf.format;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file besides its bytes.
 *
 * @param fileName its original name
 * @param landedAt the last resort for dates without a year
 * @param attributes what ATTRIBUTE columns read: account, handle, currency, ...
 * @param member the archive member to read, or null for the one that matches the contract
 * @param window dated window the manifest gives, or null: then it is found out
 * @param period stated period, or null
 */
public record ScanContext(
    String fileName,
    Instant landedAt,
    Map<String, String> attributes,
    @Nullable String member,
    @Nullable String window,
    @Nullable String period) {
  public ScanContext {
    attributes = Map.copyOf(attributes);
  }

  /** Only the name and the time are known. */
  public static ScanContext of(String fileName, Instant landedAt) {
    return new ScanContext(fileName, landedAt, Map.of(), null, null, null);
  }

  /** The same for another file name. */
  ScanContext named(String name) {
    return new ScanContext(name, landedAt, attributes, member, window, period);
  }
}
