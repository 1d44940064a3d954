package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person states of the files to import; everything not stated is found out.
 *
 * @param account an account's key or one of its handles; an unknown key creates the account
 * @param accountFrom its group {@code account} is matched against the file name
 * @param period {@code YYYY}, {@code YYYY-MM}, {@code YYYY-MM-DD} or {@code A/B}
 * @param scope {@code full} or {@code range}
 * @param currency ISO 4217 code
 */
public record ImportRequest(
    @Nullable String source,
    @Nullable String dataset,
    @Nullable String account,
    @Nullable Pattern accountFrom,
    @Nullable String period,
    @Nullable String scope,
    @Nullable String currency,
    @Nullable Instant extractedAt) {
  private static final Pattern PERIOD =
      Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?(/\\d{4}(-\\d{2}(-\\d{2})?)?)?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /** Nothing is stated. */
  public static final ImportRequest OPEN =
      new ImportRequest(null, null, null, null, null, null, null, null);

  /**
   * @throws ConfigurationException {@code USAGE_INVALID} where a statement is malformed
   */
  public ImportRequest {
    if (account != null && accountFrom != null) {
      throw usage("--account and --account-from are both given");
    }
    if (accountFrom != null && !accountFrom.pattern().contains("(?<account>")) {
      throw usage("--account-from has no group (?<account>...)");
    }
    if (period != null && !PERIOD.matcher(period).matches()) {
      throw usage("--period is not YYYY, YYYY-MM, YYYY-MM-DD or A/B");
    }
    if (scope != null && !scope.equals("full") && !scope.equals("range")) {
      throw usage("--scope is not full or range");
    }
    if (currency != null && !CURRENCY.matcher(currency).matches()) {
      throw usage("--currency is not a code like USD");
    }
  }

  private static ConfigurationException usage(String why) {
    return new ConfigurationException(ErrorCode.USAGE_INVALID, why);
  }

  /** This request for one source, dataset and account. */
  public static ImportRequest of(String source, String dataset, String account) {
    return new ImportRequest(source, dataset, account, null, null, null, null, null);
  }

  /** Whether the dataset is stated beyond doubt. */
  boolean namesDataset() {
    return dataset != null;
  }
}
