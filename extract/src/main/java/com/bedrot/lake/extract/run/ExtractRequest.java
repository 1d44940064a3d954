package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be fetched.
 *
 * @param sources ids, empty for all that can be fetched
 * @param account only this one, or null
 * @param dataset only this one ({@code name} or {@code source.name}), due or not, or null
 * @param since first day to fetch, due or not, or null
 * @param until last day to fetch, or null for yesterday
 */
public record ExtractRequest(
    List<String> sources,
    @Nullable String account,
    @Nullable String dataset,
    @Nullable LocalDate since,
    @Nullable LocalDate until) {
  /** Everything that is due. */
  public static final ExtractRequest DUE = new ExtractRequest(List.of(), null, null, null, null);

  /**
   * @throws ConfigurationException {@code USAGE_INVALID} where it contradicts itself
   */
  public ExtractRequest {
    sources = List.copyOf(sources);
    if (until != null && since == null) {
      throw usage("--until needs --since");
    }
    if (since != null && until != null && until.isBefore(since)) {
      throw usage("--until " + until + " is before --since " + since);
    }
  }

  boolean names(String source) {
    return sources.contains(source);
  }

  boolean wants(String source, String datasetName) {
    return dataset == null
        || dataset.equals(datasetName)
        || dataset.equals(source + "." + datasetName);
  }

  static ConfigurationException usage(String why) {
    return new ConfigurationException(ErrorCode.USAGE_INVALID, why);
  }
}
