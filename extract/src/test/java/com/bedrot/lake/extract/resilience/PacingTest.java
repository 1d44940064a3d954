package com.bedrot.lake.extract.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.portal.PortalFacts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {
  private final ManualClock clock = new ManualClock("2026-11-20T10:00:00Z");
  private final UsageGate gate =
      new UsageGate(
          new PortalFacts.Rate(
              60,
              1,
              List.of("x-usage", "x-throttle"),
              Set.of("call_count", "acc_id_util_pct"),
              Set.of("estimated_time_to_regain_access"),
              75,
              90),
          clock);

  private void observe(String header, String value) {
    gate.observe(name -> name.equals(header) ? List.of(value) : List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x-usage; {\"call_count\":74}; 0",
        "x-usage; {\"call_count\":75}; 1",
        "x-usage; {\"123\":[{\"type\":\"ads_insights\",\"call_count\":\"80\"}]}; 6",
        "x-throttle; {\"acc_id_util_pct\":89.4}; 15",
        "x-usage; {\"call_count\":\"much\"}; 0",
        "x-usage; not json; 0",
        "x-other; {\"call_count\":99}; 0"
      })
  void callsAreSpacedOutNearTheLimit(String header, String value, long seconds) {
    observe(header, value);
    gate.pass();

    assertThat(clock.waits().stream().mapToLong(Duration::toSeconds).sum()).isEqualTo(seconds);
  }

  @Test
  void noCallIsMadeAtTheLimitUntilTheSourceSaysOtherwise() {
    observe("x-usage", "{\"7\":[{\"call_count\":95,\"estimated_time_to_regain_access\":12}]}");

    assertThatThrownBy(gate::pass)
        .hasMessage("the source says that 95 % of the account's calls are used; wait 12 minutes")
        .extracting("code")
        .isEqualTo(ErrorCode.SOURCE_USAGE_SPENT);
    observe("x-usage", "broken");
    assertThatThrownBy(gate::pass).isInstanceOf(SourceException.class);
    observe("x-usage", "{\"call_count\":10}");
    assertThatCode(gate::pass).doesNotThrowAnyException();
  }

  @Test
  void aMinuteHasSoManyCalls() {
    RateGate rate = new RateGate("shop.main", 3, clock, clock);
    for (int i = 0; i < 7; i++) {
      rate.pass();
    }

    Duration waited = clock.waits().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(waited).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aBudgetEnds() {
    Budget budget =
        new Budget("shop", new ExtractSettings.Budget(Duration.ofMinutes(1), 3, 100), clock);
    budget.takeCall();
    budget.takeCall();
    budget.takeBytes(100);
    assertThatThrownBy(() -> budget.takeBytes(1))
        .hasMessage("shop has used its 100 bytes of this run");
    Budget calls =
        new Budget("shop", new ExtractSettings.Budget(Duration.ofMinutes(1), 1, 100), clock);
    calls.takeCall();
    assertThatThrownBy(calls::takeCall).hasMessage("shop has used its 1 calls of this run");
    Budget time =
        new Budget("shop", new ExtractSettings.Budget(Duration.ofMinutes(1), 1, 100), clock);
    clock.pass(Duration.ofMinutes(1));
    assertThatThrownBy(time::takeCall)
        .hasMessage("shop has used its 60 seconds of this run")
        .extracting("code")
        .isEqualTo(ErrorCode.BUDGET_SPENT);
  }

  @Test
  void aRepeatedPageOrCursorStopsPaging() {
    PagingGuard guard = new PagingGuard("GET https://x/y");
    byte[] page = "{}".getBytes(StandardCharsets.UTF_8);
    guard.page(page);
    guard.cursor("{}");

    assertThatThrownBy(() -> guard.page(page))
        .hasMessage("GET https://x/y: the same page came twice");
    assertThatThrownBy(() -> guard.cursor("{}"))
        .hasMessage("GET https://x/y: the same cursor came twice")
        .extracting("code")
        .isEqualTo(ErrorCode.PAGING_LOOP);
  }
}
