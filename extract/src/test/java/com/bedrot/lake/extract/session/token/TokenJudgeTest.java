package com.bedrot.lake.extract.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionLease;
import com.bedrot.lake.extract.session.SessionStatus;
import com.bedrot.lake.extract.session.SessionStatus.Condition;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenJudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final SourceAccount WHO = new SourceAccount("shop", "zone");
  private static final String VARIABLE = "LAKE_SHOP_ZONE_ACCESS_TOKEN";
  private static final PortalFacts.Session FACTS =
      new PortalFacts.Session(
          List.of(), List.of("ACCESS_TOKEN"), OptionalInt.empty(), "", "long-lived-exchange");

  private final Map<String, String> variables =
      new HashMap<>(Map.of(VARIABLE, "configured-invented-1"));
  private final List<Fetch> fetches = new ArrayList<>();
  private @Nullable AccountSession kept;

  private AccountSecrets secrets() {
    return new AccountSecrets(Environment.of(variables), "shop", "zone");
  }

  private AccountTokens tokens() {
    return new AccountTokens(secrets(), FACTS, Optional.ofNullable(kept));
  }

  private void keep(Duration left) {
    AccountSession.Token token = tokens().given(new Secret("kept-invented-1"), NOW.plus(left));
    kept =
        AccountSession.ofTokens(NOW.minus(Duration.ofDays(9)))
            .withTokens(Map.of("ACCESS_TOKEN", token), NOW.minus(Duration.ofDays(2)));
  }

  private String used() {
    return tokens().find("ACCESS_TOKEN", NOW).map(Secret::reveal).orElse("none");
  }

  private SessionStatus judge() {
    return new TokenJudge(NOW, fetches).judge(WHO, FACTS, Optional.ofNullable(kept), secrets());
  }

  private void refused(Duration ago) {
    fetches.add(
        new Fetch(
            "r", "shop", "zone", "d", "w", "failed", 0, "CREDENTIAL_REFUSED", NOW.minus(ago)));
  }

  @Test
  void prefersTheKeptTokenUntilItEnds() {
    assertThat(used()).isEqualTo("configured-invented-1");
    keep(Duration.ofDays(30));
    assertThat(used()).isEqualTo("kept-invented-1");
    keep(Duration.ZERO);
    assertThat(used()).isEqualTo("configured-invented-1");
  }

  @Test
  void prefersAnotherTokenThatWasConfiguredSince() {
    keep(Duration.ofDays(30));
    variables.put(VARIABLE, "configured-invented-2");

    assertThat(used()).isEqualTo("configured-invented-2");
    assertThat(judge().daysLeft()).isNull();
  }

  @Test
  void aKeptTokenStandsForOneThatIsNoLongerConfigured() {
    keep(Duration.ofDays(30));
    variables.remove(VARIABLE);
    assertThat(used()).isEqualTo("kept-invented-1");

    keep(Duration.ofDays(60));
    variables.put(VARIABLE, "configured-invented-1");
    assertThat(used()).as("rolled on from the same one").isEqualTo("kept-invented-1");
    assertThat(judge().daysLeft()).isEqualTo(60);
  }

  @Test
  void aKeptTokenSurvivesItsFile(@TempDir Path home) {
    keep(Duration.ofDays(30));
    SessionStore store = new SessionStore(home, new Secret(""));
    try (SessionLease lease = store.lease(WHO)) {
      lease.save(Objects.requireNonNull(kept));
    }
    kept = store.read(WHO).orElseThrow();

    assertThat(used()).isEqualTo("kept-invented-1");
    variables.put(VARIABLE, "configured-invented-2");
    assertThat(used()).isEqualTo("configured-invented-2");
  }

  @Test
  void warnsFromSevenDaysAndIsCriticalFromThree() {
    keep(Duration.ofDays(8));
    assertThat(judge().condition()).isEqualTo(Condition.OK);
    assertThat(judge().command()).isEmpty();
    keep(Duration.ofDays(7));
    assertThat(judge().condition()).isEqualTo(Condition.EXPIRING);
    assertThat(judge().command()).isEqualTo("lake session refresh shop --account zone");
    assertThat(judge().critical()).isFalse();
    keep(Duration.ofDays(3));
    assertThat(judge().critical()).isTrue();
    assertThat(judge().needsPerson()).isFalse();
  }

  @Test
  void needsAPersonOnceItIsOver() {
    keep(Duration.ZERO);
    assertThat(judge().condition()).isEqualTo(Condition.EXPIRED);
    assertThat(judge().why()).isEqualTo("it ended at 2026-11-25T12:00:00Z");
    assertThat(judge().needsPerson()).isTrue();

    kept = null;
    variables.remove(VARIABLE);
    assertThat(judge().condition()).isEqualTo(Condition.MISSING);
    assertThat(judge().why()).isEqualTo(VARIABLE + " is not set");
    assertThat(judge().needsPerson()).isTrue();
  }

  @Test
  void believesARefusalUntilTheTokenWasSeenToWork() {
    keep(Duration.ofDays(30));
    refused(Duration.ofDays(3));
    assertThat(judge().condition()).as("renewed since").isEqualTo(Condition.OK);

    refused(Duration.ofDays(1));
    assertThat(judge().condition()).isEqualTo(Condition.EXPIRED);
    assertThat(judge().why()).isEqualTo("the source refused it at 2026-11-24T12:00:00Z");

    fetches.add(
        new Fetch("r", "shop", "zone", "d", "w", "rows", 1, null, NOW.minus(Duration.ofHours(1))));
    assertThat(judge().condition()).isEqualTo(Condition.OK);
    assertThat(judge().signedIn()).isEqualTo(NOW.minus(Duration.ofHours(1)));
  }
}
