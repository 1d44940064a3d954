package com.bedrot.lake.extract.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingTest {
  private final ManualClock clock = new ManualClock("2026-11-20T10:00:00Z");
  private final AtomicInteger calls = new AtomicInteger();

  private Retrying retrying(int attempts, Duration deadline) {
    return new Retrying(
        "x", new ExtractSettings.Retry(attempts, Duration.ofSeconds(1), deadline), clock, clock);
  }

  private String failing(ErrorCode code, int times, Duration after) {
    if (calls.incrementAndGet() <= times) {
      throw new SourceException(code, "no", after, null);
    }
    return "yes";
  }

  @Test
  void waitsTwiceAsLongEachTimeWithHalfOfItAtRandom() {
    String answer =
        retrying(5, Duration.ofMinutes(5))
            .call("x", () -> failing(ErrorCode.SOURCE_ERROR, 4, null));

    assertThat(answer).isEqualTo("yes");
    List<Duration> waits = clock.waits();
    assertThat(waits).hasSize(4);
    IntStream.range(0, 4)
        .forEach(i -> assertThat(waits.get(i).toMillis()).isBetween(500L << i, 1500L << i));
  }

  @Test
  void neverWaitsLessThanTheSourceAsks() {
    retrying(3, Duration.ofMinutes(5))
        .call("x", () -> failing(ErrorCode.SOURCE_THROTTLED, 1, Duration.ofSeconds(40)));

    assertThat(clock.waits()).containsExactly(Duration.ofSeconds(40));
  }

  @Test
  void givesUpWhenTheNextWaitWouldPassTheDeadline() {
    assertThatThrownBy(
            () ->
                retrying(9, Duration.ofSeconds(30))
                    .call(
                        "x", () -> failing(ErrorCode.SOURCE_THROTTLED, 9, Duration.ofSeconds(20))))
        .extracting("code")
        .isEqualTo(ErrorCode.SOURCE_THROTTLED);
    assertThat(calls).hasValue(2);
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    assertThatThrownBy(
            () ->
                retrying(3, Duration.ofMinutes(5))
                    .call("x", () -> failing(ErrorCode.SOURCE_ERROR, 9, null)))
        .hasMessage("no");
    assertThat(calls).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CREDENTIAL_REFUSED",
        "RESPONSE_LOGIN_PAGE",
        "REQUEST_REFUSED",
        "RESPONSE_UNEXPECTED",
        "ADDRESS_REFUSED",
        "BUDGET_SPENT",
        "PAGING_LOOP",
        "INTERRUPTED"
      })
  void doesNotRepeatWhatCannotHelp(ErrorCode code) {
    assertThatThrownBy(
            () -> retrying(5, Duration.ofMinutes(5)).call("x", () -> failing(code, 9, null)))
        .extracting("code")
        .isEqualTo(code);
    assertThat(calls).hasValue(1);
    assertThat(clock.waits()).isEmpty();
  }

  @Test
  void readsRetryAfterInBothForms() {
    Instant now = Instant.parse("2026-11-20T10:00:00Z");

    assertThat(RetryAfter.parse(" 120 ", now)).contains(Duration.ofSeconds(120));
    assertThat(RetryAfter.parse("Fri, 20 Nov 2026 10:00:30 GMT", now))
        .contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.parse("Fri, 20 Nov 2026 09:00:00 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("soon", now)).isEmpty();
    assertThat(RetryAfter.parse("-1", now)).isEmpty();
  }

  @Test
  void noErrorTextShowsASecret() {
    SourceException error =
        new SourceException(ErrorCode.SOURCE_ERROR, "at ?access_token=abcdef123456&x=1");

    assertThat(error.getMessage()).isEqualTo("at ?access_token=******&x=1");
  }
}
