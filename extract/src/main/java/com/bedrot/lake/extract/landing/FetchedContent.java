package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.contract.DatasetContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor fetched for one dataset and window of an account.
 *
 * @param extractedAt when it left its source
 * @param period days it covers, or null where the content alone says
 * @param attributes what the manifest says of it besides, e.g. what was redacted
 */
public record FetchedContent(
    DatasetContract dataset,
    String account,
    List<Path> files,
    Instant extractedAt,
    @Nullable String period,
    Map<String, String> attributes) {
  public FetchedContent {
    files = List.copyOf(files);
    attributes = Map.copyOf(attributes);
  }

  /**
   * What became of it.
   *
   * @param rows records of all files, landed before or now
   * @param drops landing prefixes written now
   * @param files landed now
   * @param duplicates files whose content had landed before
   */
  public record Landed(long rows, List<String> drops, int files, int duplicates, long bytes) {
    public Landed {
      drops = List.copyOf(drops);
    }
  }
}
