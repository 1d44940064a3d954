package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Secrets;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.TokenGate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** TooLost's official API: OAuth 2 with a code and PKCE (S256), profile and daily streams. */
final class ToolostApi {
  private static final Duration ACCESS_LIFE = Duration.ofHours(1);
  private static final Duration CODE_LIFE = Duration.ofMinutes(5);
  private static final int DAYS_UNLESS_ASKED = 30;

  private final Site site;
  private final Tokens access;
  private final Tokens codes;
  private final Map<String, String> challenges = new ConcurrentHashMap<>();
  private final Map<String, LabelAccount> refresh = new ConcurrentHashMap<>();

  ToolostApi(Site site) {
    this.site = site;
    this.access = new Tokens(site, ACCESS_LIFE);
    this.codes = new Tokens(site, CODE_LIFE);
    site.accounts().forEach(account -> refresh.put(account.secret("REFRESH_TOKEN"), account));
  }

  /** Adds consent and tokens to the web origin. */
  Routes signInRoutes(Routes web) {
    return web.open("GET", "/oauth/authorize", this::consentPage)
        .open("POST", "/oauth/authorize", this::consent)
        .open("POST", "/oauth/token", this::token);
  }

  Routes routes(Reply failed) {
    Reply refused = Reply.json(401, site.goldens().text("unauthenticated.json"));
    return new Routes(new TokenGate(call -> access.account(call.bearer()), refused, failed))
        .gated("GET", "/v1/profile", (call, account) -> profile(account))
        .gated("GET", "/v1/analytics/streams", this::streams);
  }

  private Reply consentPage(Call call) {
    return site.goldens()
        .page(
            "authorize.html",
            Map.of(
                "problem", "",
                "client", call.parameter("client_id"),
                "redirect", call.parameter("redirect_uri"),
                "state", call.parameter("state"),
                "challenge", call.parameter("code_challenge")));
  }

  private Reply consent(Call call) {
    Optional<LabelAccount> account =
        site.accountWith("USER", call.field("user"))
            .filter(found -> found.secret("PASSWORD").equals(call.field("password")))
            .filter(found -> found.secret("CLIENT_ID").equals(call.field("client_id")));
    String back = call.field("redirect_uri");
    boolean here = back.startsWith("http://127.0.0.1:") || back.startsWith("http://localhost:");
    if (account.isEmpty() || !here || call.field("code_challenge").isEmpty()) {
      return Reply.text(400, "invalid_request");
    }
    String code = codes.give(account.get(), "code-");
    challenges.put(code, call.field("code_challenge"));
    return Reply.redirect(back + "?code=" + code + "&state=" + call.field("state"));
  }

  private Reply token(Call call) {
    Optional<LabelAccount> account =
        switch (call.field("grant_type")) {
          case "authorization_code" -> ofCode(call);
          case "refresh_token" ->
              Optional.ofNullable(refresh.get(call.field("refresh_token")))
                  .filter(found -> found.secret("CLIENT_ID").equals(call.field("client_id")));
          default -> Optional.empty();
        };
    return account
        .map(this::given)
        .orElseGet(() -> Reply.json(400, site.goldens().text("invalid-grant.json")));
  }

  private Optional<LabelAccount> ofCode(Call call) {
    String code = call.field("code");
    String challenge = challenges.remove(code);
    return codes
        .use(code)
        .filter(found -> challenged(call.field("code_verifier")).equals(challenge));
  }

  private Reply given(LabelAccount account) {
    String again = Secrets.token("tl-refresh-");
    refresh.put(again, account);
    return Reply.json(
        200,
        site.goldens()
            .text(
                "oauth-token.json",
                Map.of("access", access.give(account, "tl-access-"), "refresh", again)));
  }

  private Reply profile(LabelAccount account) {
    return Reply.json(200, site.goldens().text("me.json", Map.of("account", account.id())));
  }

  private Reply streams(Call call, LabelAccount account) {
    String store = call.parameter("platform");
    if (!store.equals("spotify") && !store.equals("apple")) {
      return Reply.json(422, site.goldens().text("wrong-date.json"));
    }
    Window window =
        Window.of(
            call.parameter("from"),
            call.parameter("to"),
            Window.before(site.goldens().today(), DAYS_UNLESS_ASKED));
    List<String> rows =
        site.goldens().lines(account.key() + "/" + store + ".rows", window.first(), window.last());
    return Reply.data(site.goldens().around("api-streams.json", String.join(",", rows), Map.of()));
  }

  private static String challenged(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
