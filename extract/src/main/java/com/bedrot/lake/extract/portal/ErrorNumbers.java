package com.bedrot.lake.extract.portal;

import com.bedrot.lake.conf.error.ErrorCode;
import java.util.Set;

/**
 * What the numbers of a source's errors mean, as {@code token_codes}, {@code throttle_codes} and
 * {@code retry_codes} of its facts list them.
 */
public final class ErrorNumbers {
  private final Set<Integer> token;
  private final Set<Integer> throttle;
  private final Set<Integer> retry;

  /** Fails with {@code CONTRACT_INVALID} where a list is missing. */
  public ErrorNumbers(FactMap facts) {
    token = facts.numbers("token_codes");
    throttle = facts.numbers("throttle_codes");
    retry = facts.numbers("retry_codes");
  }

  /**
   * The code of an error.
   *
   * @param passing whether something else than the number says that it passes by itself
   */
  public ErrorCode code(int number, boolean passing) {
    if (token.contains(number)) {
      return ErrorCode.CREDENTIAL_REFUSED;
    }
    if (throttle.contains(number)) {
      return ErrorCode.SOURCE_THROTTLED;
    }
    return passing || retry.contains(number) ? ErrorCode.SOURCE_ERROR : ErrorCode.REQUEST_REFUSED;
  }
}
