package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.Reaction;
import com.bedrot.lake.conf.settings.ExtractSettings;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a call whose error code says that doing it again can help: exponential waits, half of
 * each at random, never less than the source asks for, and none past the deadline. Thread-safe.
 */
public final class Retrying {
  private static final Logger LOG = LoggerFactory.getLogger(Retrying.class);

  private final Retry retry;
  private final Duration deadline;
  private final Clock clock;
  private final Sleeper sleeper;

  public Retrying(String name, ExtractSettings.Retry settings, Clock clock, Sleeper sleeper) {
    IntervalFunction waits =
        IntervalFunction.ofExponentialRandomBackoff(settings.firstWait().toMillis(), 2.0, 0.5);
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(settings.attempts())
            .retryOnException(Retrying::canHelp)
            .intervalBiFunction(
                (attempt, outcome) ->
                    Math.max(waits.apply(attempt), outcome.fold(Retrying::askedMillis, done -> 0L)))
            .build();
    this.retry = Retry.of(name, config);
    this.deadline = settings.deadline();
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** The same without any repetition: for callers that repeat more than a call. */
  public Retrying once() {
    return new Retrying(
        retry.getName(),
        new ExtractSettings.Retry(1, Duration.ofSeconds(1), deadline),
        clock,
        sleeper);
  }

  /** Whether the error's code says that the same call may succeed later. */
  public static boolean canHelp(Throwable error) {
    return error instanceof LakeException known && canHelp(known.code());
  }

  private static boolean canHelp(ErrorCode code) {
    return code.retryable()
        && code.reaction() == Reaction.RETRY_LATER
        && code != ErrorCode.INTERRUPTED;
  }

  /**
   * The answer of the first attempt that succeeds.
   *
   * @param what for the log
   * @throws LakeException the last attempt's
   */
  public <T> T call(String what, Supplier<T> attempt) {
    Instant end = clock.instant().plus(deadline);
    Retry.AsyncContext<T> attempts = retry.asyncContext();
    while (true) {
      try {
        T answer = attempt.get();
        attempts.onComplete();
        return answer;
      } catch (LakeException failed) {
        long millis = attempts.onError(failed);
        if (millis < 0 || clock.instant().plusMillis(millis).isAfter(end)) {
          throw failed;
        }
        LOG.info("{}: {}, again in {} ms", what, failed.code(), millis);
        sleeper.sleep(Duration.ofMillis(millis));
      }
    }
  }

  private static long askedMillis(Throwable error) {
    return error instanceof SourceException source
        ? source.retryAfter().map(Duration::toMillis).orElse(0L)
        : 0L;
  }
}
