package com.bedrot.lake.extract.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.session.SessionStatus.Condition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionJudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final SourceAccount WHO = new SourceAccount("shop", "zone");

  private final List<SessionCookie> cookies = new ArrayList<>();
  private final List<Fetch> fetches = new ArrayList<>();
  private String stored = "";
  private OptionalInt lifetime = OptionalInt.empty();
  private String strategy = "visit";
  private boolean unattended;

  private void cookie(String name, @Nullable Duration left) {
    Instant expires = left == null ? null : NOW.plus(left);
    cookies.add(
        new SessionCookie(name, "v", ".shop.example", "/", expires, true, true, SameSite.LAX));
  }

  private void fetch(String outcome, @Nullable String code, Duration ago) {
    fetches.add(new Fetch("r", "shop", "zone", "d", "a/b", outcome, 1, code, NOW.minus(ago)));
  }

  private SessionStatus judge() {
    AccountSession session =
        new AccountSession(
            new SessionState(cookies, Map.of("https://shop.example", Map.of("jwt", stored))),
            Map.of(),
            NOW.minus(Duration.ofDays(5)),
            null,
            List.of());
    return judge(Optional.of(session));
  }

  private SessionStatus judge(Optional<AccountSession> session) {
    List<String> tokens = stored.isEmpty() ? List.of() : List.of("jwt");
    PortalFacts.Session facts =
        new PortalFacts.Session(List.of("sid"), tokens, lifetime, "signed_in", strategy);
    return new SessionJudge(NOW, fetches).judge(WHO, facts, session, unattended);
  }

  @Test
  void neverCountsAnAnalyticsCookie() {
    cookie("sid", Duration.ofDays(30));
    cookie("_ga", Duration.ofDays(1));

    assertThat(judge())
        .isEqualTo(
            new SessionStatus(
                WHO,
                Condition.OK,
                false,
                NOW.plus(Duration.ofDays(30)),
                30L,
                null,
                "it ends at 2026-12-25T12:00:00Z",
                "",
                false));
  }

  @Test
  void takesACookieOfTheBrowsersSessionForNoExpiry() {
    cookie("sid", null);

    assertThat(judge().condition()).isEqualTo(Condition.OK);
    assertThat(judge().daysLeft()).isNull();
  }

  @Test
  void warnsFromSevenDaysAndIsCriticalFromThree() {
    cookie("sid", Duration.ofDays(7));
    assertThat(judge().condition()).isEqualTo(Condition.EXPIRING);
    assertThat(judge().critical()).isFalse();
    assertThat(judge().needsPerson()).isFalse();
    assertThat(judge().command()).isEqualTo("lake session refresh shop --account zone");
    strategy = "none";
    assertThat(judge().command()).isEqualTo("lake session login shop --account zone");

    cookies.clear();
    cookie("sid", Duration.ofDays(7).plusSeconds(1));
    assertThat(judge().condition()).isEqualTo(Condition.OK);
    cookies.clear();
    cookie("sid", Duration.ofDays(3));
    assertThat(judge().critical()).isTrue();
  }

  @Test
  void needsAPersonWhereItEndedUnlessItCanSignInAlone() {
    cookie("sid", Duration.ZERO);

    assertThat(judge().condition()).isEqualTo(Condition.EXPIRED);
    assertThat(judge().daysLeft()).isZero();
    assertThat(judge().command()).isEqualTo("lake session login shop --account zone");
    assertThat(judge().needsPerson()).isTrue();
    unattended = true;
    assertThat(judge().needsPerson()).isFalse();
  }

  @Test
  void isExpiredWithoutTheCookieTheContractNames() {
    cookie("_ga", Duration.ofDays(30));

    assertThat(judge().condition()).isEqualTo(Condition.EXPIRED);
    assertThat(judge().why()).isEqualTo("it holds none of sid");
  }

  @Test
  void isMissingWhereNothingIsKept() {
    assertThat(judge(Optional.empty()).condition()).isEqualTo(Condition.MISSING);
    assertThat(judge(Optional.empty()).needsPerson()).isTrue();
  }

  @Test
  void readsTheEndOfATokenInTheLocalStorage() {
    long end = NOW.plus(Duration.ofDays(2)).getEpochSecond();
    String claims = "{\"sub\":\"x\",\"exp\":" + end + "}";
    stored =
        "eyJh."
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".c2ln";

    assertThat(judge().daysLeft()).isEqualTo(2);
    assertThat(judge().critical()).isTrue();
  }

  @Test
  void countsALifetimeFromTheLogin() {
    cookie("sid", null);
    lifetime = OptionalInt.of(7);

    assertThat(judge().daysLeft()).isEqualTo(2);
  }

  @Test
  void believesTheLastFetch() {
    cookie("sid", Duration.ofDays(30));
    fetch("rows", null, Duration.ofDays(2));
    assertThat(judge().signedIn()).isEqualTo(NOW.minus(Duration.ofDays(2)));

    fetch("failed", "SESSION_EXPIRED", Duration.ofDays(1));
    assertThat(judge().condition()).isEqualTo(Condition.EXPIRED);
    assertThat(judge().why()).isEqualTo("the portal asked to sign in at 2026-11-24T12:00:00Z");

    fetch("empty", null, Duration.ofHours(1));
    assertThat(judge().condition()).isEqualTo(Condition.OK);
  }
}
