package com.bedrot.lake.extract.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.extract.replica.server.LabelAccount;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  /** A clock the test moves. */
  private static final class MovedClock extends Clock {
    private Instant now = PortalTruthTest.REFERENCE;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final MovedClock clock = new MovedClock();
  private Replica replica;
  private Visitor visitor;

  @BeforeEach
  void start() {
    replica = Replica.start(clock);
    visitor = new Visitor(replica, HttpClient.Redirect.NEVER);
  }

  @AfterEach
  void stop() {
    replica.close();
  }

  private Optional<HttpCookie> cookie(String name) {
    return visitor.cookies().getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst();
  }

  private HttpResponse<byte[]> password(LabelAccount account, String password) throws Exception {
    return visitor.post(
        "distrokid",
        "web",
        "/signin",
        Map.of("user", account.secret("USER"), "password", password));
  }

  private int dashboard() throws Exception {
    return visitor.get("distrokid", "web", "/dashboard/").statusCode();
  }

  @Test
  void asksForPasswordThenCode() throws Exception {
    LabelAccount account = replica.account("distrokid", "pig1987");
    HttpResponse<byte[]> wrong = password(account, "guess");
    assertThat(wrong.statusCode()).isEqualTo(200);
    assertThat(new String(wrong.body(), StandardCharsets.UTF_8)).contains("Wrong user or password");
    assertThat(password(account, account.secret("PASSWORD")).statusCode()).isEqualTo(302);
    assertThat(dashboard()).isEqualTo(302);
    String code = Visitor.code(account.secret("TOTP_SECRET"), clock.instant());
    String other = (code.charAt(0) == '1' ? '2' : '1') + code.substring(1);
    HttpResponse<byte[]> refused =
        visitor.post("distrokid", "web", "/signin/code", Map.of("code", other));
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("Wrong code");
    assertThat(dashboard()).isEqualTo(302);
    visitor.post("distrokid", "web", "/signin/code", Map.of("code", code));
    assertThat(dashboard()).isEqualTo(200);
  }

  @Test
  void codeOfTheStepBeforeStillWorksAnOlderOneDoesNot() throws Exception {
    LabelAccount account = replica.account("distrokid", "pig1987");
    password(account, account.secret("PASSWORD"));
    String secret = account.secret("TOTP_SECRET");
    String old = Visitor.code(secret, clock.instant().minusSeconds(90));
    visitor.post("distrokid", "web", "/signin/code", Map.of("code", old));
    assertThat(dashboard()).isEqualTo(302);
    String late = Visitor.code(secret, clock.instant().minusSeconds(30));
    visitor.post("distrokid", "web", "/signin/code", Map.of("code", late));
    assertThat(dashboard()).isEqualTo(200);
  }

  @Test
  void sessionEndsUnlessAPageRenewsIt() throws Exception {
    LabelAccount account = replica.account("distrokid", "pig1987");
    visitor.signIn("distrokid", "web", "/signin", "/signin/code", account, clock.instant());
    assertThat(cookie("dk_session").orElseThrow().getMaxAge())
        .isEqualTo(Duration.ofDays(90).toSeconds());
    clock.pass(Duration.ofDays(89));
    assertThat(dashboard()).isEqualTo(200);
    clock.pass(Duration.ofDays(89));
    assertThat(dashboard()).isEqualTo(200);
    clock.pass(Duration.ofDays(91));
    assertThat(dashboard()).isEqualTo(302);
  }

  @Test
  void loginPageSetsCookiesThatMeanNothing() throws Exception {
    visitor.get("tiktok", "web", "/login");
    assertThat(cookie("_ga").orElseThrow().getMaxAge()).isEqualTo(60);
    assertThat(cookie("visit").orElseThrow().getMaxAge()).isEqualTo(-1);
  }

  @Test
  void loginLeadsOnlyToPagesOfItsPortal() throws Exception {
    LabelAccount account = replica.account("spotifyartists", "pig1987");
    String web = replica.origin("spotifyartists", "web").toString();
    for (String wish : new String[] {web + "/c/artist/x/home", "https://elsewhere.example/"}) {
      HttpResponse<byte[]> answer =
          visitor.post(
              "spotifyartists",
              "login",
              "/login",
              Map.of(
                  "user", account.secret("USER"),
                  "password", account.secret("PASSWORD"),
                  "continue", wish));
      assertThat(answer.headers().firstValue("Location"))
          .hasValue(wish.startsWith(web) ? wish : web + "/");
    }
  }

  @Test
  void weeklyTokenEndsAfterSevenDays() throws Exception {
    String[] bearer = {
      "Authorization", "Bearer " + PortalTruthTest.toolostToken(replica, visitor, "pig1987")
    };
    clock.pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(visitor.get("toolost", "web", "/api/portal/me", bearer).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofSeconds(1));
    assertThat(visitor.get("toolost", "web", "/api/portal/me", bearer).statusCode()).isEqualTo(401);
  }

  @Test
  void accessTokenEndsAfterAnHour() throws Exception {
    String[] bearer = {
      "Authorization", "Bearer " + ApiTruthTest.youtubeToken(replica, visitor, "pig1987")
    };
    assertThat(visitor.get("youtube", "reporting", "/v1/jobs", bearer).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofHours(1));
    assertThat(visitor.get("youtube", "reporting", "/v1/jobs", bearer).statusCode()).isEqualTo(401);
  }

  @Test
  void graphTokenIsExchangedForOneOf60Days() throws Exception {
    LabelAccount account = replica.account("instagram", "pig1987");
    String path =
        "/v25.0/oauth/access_token?grant_type=fb_exchange_token&client_id="
            + account.secret("CLIENT_ID")
            + "&client_secret="
            + account.secret("CLIENT_SECRET")
            + "&fb_exchange_token="
            + account.secret("ACCESS_TOKEN");
    String longer =
        visitor
            .text("instagram", "api", path)
            .replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
    assertThat(longer).startsWith("EAAexchanged");
    String profile = "/v25.0/17841400001987001?access_token=" + longer;
    assertThat(visitor.get("instagram", "api", profile).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofDays(60));
    assertThat(visitor.get("instagram", "api", profile).statusCode()).isEqualTo(401);
  }

  @Test
  void mailchimpMetadataComesUnder200ForABadToken() throws Exception {
    String[] bad = {"Authorization", "OAuth none"};
    HttpResponse<byte[]> answer = visitor.get("mailchimp", "login", "/oauth2/metadata", bad);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("api_endpoint");
    String key = replica.account("mailchimp", "pig1987").secret("API_KEY");
    String[] good = {"Authorization", "Bearer " + key};
    assertThat(visitor.text("mailchimp", "login", "/oauth2/metadata", good))
        .contains("\"api_endpoint\":\"" + replica.origin("mailchimp", "api") + "\"");
  }

  @Test
  void accountsOfASourceShareNoSession() throws Exception {
    Visitor other = new Visitor(replica, HttpClient.Redirect.NEVER);
    visitor.signIn(
        "linktree", "web", "/login", "", replica.account("linktree", "pig1987"), clock.instant());
    other.signIn(
        "linktree", "web", "/login", "", replica.account("linktree", "zone-a0"), clock.instant());
    assertThat(visitor.text("linktree", "web", "/admin")).contains(">pig1987<");
    assertThat(other.text("linktree", "web", "/admin")).contains(">zonea0<");
  }
}
