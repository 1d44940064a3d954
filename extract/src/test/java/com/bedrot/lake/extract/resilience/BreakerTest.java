package com.bedrot.lake.extract.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.BreakerState;
import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.ledger.StoredOps;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.store.LocalObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakerTest {
  @TempDir Path folder;
  private final ManualClock clock = new ManualClock("2026-11-20T10:00:00Z");
  private final AtomicInteger calls = new AtomicInteger();
  private Ops ops;

  @BeforeEach
  void anOpsZone() {
    ops = new StoredOps(new LocalObjectStore(folder));
  }

  /** As the next process finds it. */
  private Breaker breaker() {
    return new Breaker(
        ops, "shop", "main", new ExtractSettings.Breaker(3, Duration.ofMinutes(15)), clock);
  }

  private void fail(Breaker breaker, ErrorCode code) {
    assertThatThrownBy(
            () ->
                breaker.call(
                    () -> {
                      calls.incrementAndGet();
                      throw new SourceException(code, "no");
                    }))
        .extracting("code")
        .isEqualTo(code);
  }

  @Test
  void failuresOfEarlierProcessesCount() {
    Breaker first = breaker();
    fail(first, ErrorCode.SOURCE_ERROR);
    fail(first, ErrorCode.SOURCE_TIMEOUT);
    first.save();
    Breaker second = breaker();
    fail(second, ErrorCode.SOURCE_UNREACHABLE);
    second.save();

    Breaker third = breaker();
    assertThatThrownBy(() -> third.call(() -> "x"))
        .hasMessage(
            "shop failed 3 times in a row for account main; calls pass again from"
                + " 2026-11-20T10:15:00Z")
        .extracting("code")
        .isEqualTo(ErrorCode.SOURCE_BREAKER_OPEN);
    assertThat(calls).hasValue(3);
    assertThat(BreakerState.all(ops))
        .containsExactly(
            new BreakerState(
                "shop", "main", "open", 3, clock.instant().plus(Duration.ofMinutes(15))));
  }

  @Test
  void afterTheWaitOneCallTriesAndClosesOrOpensItAgain() {
    Breaker first = breaker();
    for (int i = 0; i < 3; i++) {
      fail(first, ErrorCode.SOURCE_ERROR);
    }
    first.save();
    clock.pass(Duration.ofMinutes(16));
    assertThat(BreakerState.find(ops, "shop", "main").orElseThrow().stateAt(clock.instant()))
        .isEqualTo("half_open");

    Breaker second = breaker();
    fail(second, ErrorCode.SOURCE_ERROR);
    second.save();
    assertThatThrownBy(() -> breaker().call(() -> "x"))
        .hasMessageContaining("failed 4 times in a row")
        .hasMessageContaining("2026-11-20T10:31:00Z");

    clock.pass(Duration.ofMinutes(16));
    Breaker third = breaker();
    assertThat(third.call(() -> "x")).isEqualTo("x");
    third.save();
    assertThat(BreakerState.find(ops, "shop", "main"))
        .contains(new BreakerState("shop", "main", "closed", 0, null));
    assertThat(breaker().call(() -> "y")).isEqualTo("y");
  }

  @Test
  void whatIsNotTheSourcesFaultDoesNotOpenIt() {
    Breaker breaker = breaker();
    for (int i = 0; i < 9; i++) {
      fail(breaker, ErrorCode.CREDENTIAL_REFUSED);
    }

    assertThat(breaker.call(() -> "x")).isEqualTo("x");
  }

  @Test
  void aSuccessForgetsTheFailuresBeforeIt() {
    Breaker breaker = breaker();
    fail(breaker, ErrorCode.SOURCE_ERROR);
    fail(breaker, ErrorCode.SOURCE_ERROR);
    assertThat(breaker.call(() -> "x")).isEqualTo("x");
    fail(breaker, ErrorCode.SOURCE_ERROR);
    fail(breaker, ErrorCode.SOURCE_ERROR);
    breaker.save();

    assertThat(breaker().call(() -> "y")).isEqualTo("y");
  }

  @Test
  void anAccountThatNeverFailedLeavesNoState() {
    Breaker breaker = breaker();
    breaker.call(() -> "x");
    breaker.save();

    assertThat(folder).isEmptyDirectory();
  }
}
