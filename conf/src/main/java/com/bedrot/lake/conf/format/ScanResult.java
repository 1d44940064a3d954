package com.bedrot.lake.conf.format;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a scan: a shape, or what is broken.
 *
 * @param shape null where anything is broken
 * @param broken every verdict found, empty where fine
 * @param window days the content is dated to ({@code A/B}) where its rows have no year or no day of
 *     their own, else null
 * @param contentSha256 hash of the content that counts where it is not the file itself (archive
 *     member, inflated gzip, records of API pages), else null
 * @param members archive member names to SHA-256, empty for other files
 */
public record ScanResult(
    @Nullable FileShape shape,
    List<BrokenRule> broken,
    @Nullable String window,
    @Nullable String contentSha256,
    Map<String, String> members) {
  public ScanResult {
    broken = List.copyOf(broken);
    members = java.util.Collections.unmodifiableMap(new TreeMap<>(members));
  }

  static ScanResult of(FileShape shape, @Nullable String window) {
    return new ScanResult(shape, List.of(), window, null, Map.of());
  }

  static ScanResult broken(List<BrokenRule> rules) {
    return new ScanResult(null, rules, null, null, Map.of());
  }

  static ScanResult broken(BrokenFileException cause) {
    return broken(List.of(cause.rule()));
  }

  /** Whether the file can go on. */
  public boolean fine() {
    return broken.isEmpty();
  }

  /** The same, dated where rows have no days of their own. */
  ScanResult dated(@Nullable String days) {
    return window == null ? new ScanResult(shape, broken, days, contentSha256, members) : this;
  }

  ScanResult hashed(@Nullable String content, Map<String, String> memberHashes) {
    return new ScanResult(shape, broken, window, content, memberHashes);
  }
}
