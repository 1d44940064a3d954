package com.bedrot.lake.conf.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.run.ThisProcess;
import com.bedrot.lake.conf.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the lease must do in every store. */
abstract class LeaseContract {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  static final Duration EXPIRY = Duration.ofMinutes(2);
  static final RunContext FIRST = new RunContext(new RunId("20261120T120000Z-aaaaaa"), 1, CLOCK);
  static final RunContext SECOND = new RunContext(new RunId("20261120T120000Z-bbbbbb"), 1, CLOCK);
  static final ThisProcess ELSEWHERE = new ThisProcess("other", "b/n", 7, NOON);

  /** So short that every sign of life is older, whatever the store's clock rounds to. */
  private static final Duration LONG_PAST = Duration.ofSeconds(-5);

  Ops ops;

  /** An empty store. */
  abstract ObjectStore emptyStore();

  @BeforeEach
  void open() {
    ops = new StoredOps(emptyStore());
  }

  @Test
  void oneRunHoldsTheLockAndTheOtherIsToldWho() {
    ThisProcess self = ThisProcess.current();
    try (Lease held = Lease.acquire(ops, FIRST, EXPIRY)) {
      held.check();

      assertThatThrownBy(() -> Lease.acquire(ops, SECOND, EXPIRY))
          .isInstanceOf(LakeException.class)
          .hasMessage(
              "run 20261120T120000Z-aaaaaa (pid "
                  + self.pid()
                  + " on "
                  + self.host()
                  + ") has held the lock since 2026-11-20T12:00:00Z")
          .extracting("code")
          .isEqualTo(ErrorCode.LOCK_HELD);
      assertThat(Lease.current(ops)).map(LeaseHolder::runId).contains(FIRST.run().value());
    }
    assertThat(Lease.current(ops)).isEmpty();
  }

  @Test
  void aReleasedLeaseIsFreeAtOnce() {
    Lease.acquire(ops, FIRST, EXPIRY).close();

    try (Lease next = Lease.acquire(ops, SECOND, EXPIRY)) {
      assertThat(next.holder().epoch()).isEqualTo(2);
    }
  }

  @Test
  void theLeaseOfADeadProcessOfThisMachineIsStaleAtOnce() {
    ThisProcess self = ThisProcess.current();
    ThisProcess dead = new ThisProcess(self.host(), self.boot(), self.pid(), NOON);
    Lease lost = Lease.acquire(ops, FIRST, EXPIRY, dead);

    try (Lease next = Lease.acquire(ops, SECOND, EXPIRY)) {
      next.check();
      assertThatThrownBy(lost::check)
          .hasMessage(
              "lease 1 of run 20261120T120000Z-aaaaaa was taken over by run"
                  + " 20261120T120000Z-bbbbbb")
          .extracting("code")
          .isEqualTo(ErrorCode.LEASE_LOST);
    } finally {
      lost.close();
    }
  }

  @Test
  void aProcessOfAnEarlierBootIsDead() {
    ThisProcess self = ThisProcess.current();
    String namespace = self.boot().substring(self.boot().indexOf('/'));
    ThisProcess before =
        new ThisProcess(self.host(), "earlier" + namespace, self.pid(), self.startedAt());
    ThisProcess container = new ThisProcess(self.host(), "boot/other", 1, self.startedAt());

    assertThat(self.knowsDead(before)).isTrue();
    assertThat(self.knowsDead(container)).isFalse();
    assertThat(self.knowsDead(ELSEWHERE)).isFalse();
    assertThat(self.knowsDead(self)).isFalse();
  }

  @Test
  void theLeaseOfAnotherMachineHoldsUntilItIsSilentForTooLong() {
    Lease silent = Lease.acquire(ops, FIRST, EXPIRY, ELSEWHERE);
    assertThatThrownBy(() -> Lease.acquire(ops, SECOND, EXPIRY)).isInstanceOf(LakeException.class);

    try (Lease next = Lease.acquire(ops, SECOND, LONG_PAST)) {
      next.check();
      assertThatThrownBy(silent::check).isInstanceOf(LakeException.class);
    } finally {
      silent.close();
    }
  }

  @Test
  void aSleeperWhoseLeaseWasForgottenHasLostIt() {
    ThisProcess self = ThisProcess.current();
    ThisProcess dead = new ThisProcess(self.host(), self.boot(), self.pid(), NOON);
    Lease sleeper = Lease.acquire(ops, FIRST, EXPIRY, dead);
    for (int i = 0; i < 20; i++) {
      Lease.acquire(ops, SECOND, EXPIRY).close();
    }

    assertThat(ops.store().list("state/lease/")).hasSizeLessThan(60);
    assertThatThrownBy(sleeper::check).extracting("code").isEqualTo(ErrorCode.LEASE_LOST);
    sleeper.close();
  }

  @Test
  void oneOfEightWinsTheLease() throws Exception {
    ExecutorService contenders = Executors.newFixedThreadPool(8);
    List<Callable<String>> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      attempts.add(
          () -> {
            try {
              Lease.acquire(ops, FIRST, EXPIRY);
              return "won";
            } catch (LakeException e) {
              return e.code().name();
            }
          });
    }
    try {
      List<String> outcomes = new ArrayList<>();
      for (Future<String> outcome : contenders.invokeAll(attempts)) {
        outcomes.add(outcome.get());
      }
      assertThat(outcomes).containsOnlyOnce("won").contains("LOCK_HELD").hasSize(8);
    } finally {
      contenders.shutdownNow();
    }
  }
}
