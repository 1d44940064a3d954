package com.bedrot.lake.extract.replica.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Signing in by form: user and password, then a one-time code where the account has a secret for
 * one; a cookie that lives for a while and is renewed by every page, beside an analytics cookie of
 * a minute and one of the browser's session, which mean nothing.
 */
public final class FormLogin implements Gate {
  private static final Duration ANALYTICS_LIFE = Duration.ofMinutes(1);
  private static final Duration CODE_TIME = Duration.ofMinutes(10);

  /**
   * How the portal names things.
   *
   * @param origin origin of the login pages
   * @param path path of the login page; the code is asked for at its {@code codePath}
   * @param cookie the cookie that says who is signed in
   * @param life how long that cookie lives
   * @param home full address a login without a wish leads to
   */
  public record Plan(
      String origin, String path, String codePath, String cookie, Duration life, String home) {}

  /**
   * A login page at {@code /login} of the web, as most portals have it.
   *
   * @param home path a login without a wish leads to
   */
  public static FormLogin atWeb(Site site, String cookie, Duration life, String home) {
    String path = "/login";
    return new FormLogin(
        site, new Plan("web", path, path + "/code", cookie, life, site.address("web") + home));
  }

  private record Session(LabelAccount account, Instant endsAt, String goOn) {}

  private final Site site;
  private final Plan plan;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Map<String, Session> halfway = new ConcurrentHashMap<>();

  public FormLogin(Site site, Plan plan) {
    this.site = site;
    this.plan = plan;
  }

  /** Adds the login pages. */
  public Routes onto(Routes routes) {
    return routes
        .open("GET", plan.path(), call -> form("login.html", "", goOn(call.parameter("continue"))))
        .open("POST", plan.path(), this::password)
        .open("GET", plan.codePath(), call -> form("code.html", "", ""))
        .open("POST", plan.codePath(), this::code);
  }

  @Override
  public @Nullable LabelAccount account(Call call) {
    return alive(sessions, call.cookie(plan.cookie())).map(Session::account).orElse(null);
  }

  @Override
  public Reply refused(Call call) {
    return Reply.redirect(site.address(plan.origin()) + plan.path());
  }

  @Override
  public Reply failed() {
    return Reply.json(500, site.goldens().text("/shared/error.json"));
  }

  @Override
  public Reply renewed(Call call, Reply reply) {
    if (!reply.isPage()) {
      return reply;
    }
    String token = call.cookie(plan.cookie());
    sessions.computeIfPresent(
        token, (t, old) -> new Session(old.account(), site.now().plus(plan.life()), ""));
    return reply.withCookie(plan.cookie(), token, plan.life());
  }

  private Reply form(String name, String problem, String goOn) {
    return site.goldens()
        .page(name, Map.of("problem", problem, "continue", goOn))
        .withCookie("_ga", "GA1.1.197000000.1987000000", ANALYTICS_LIFE)
        .withCookie("visit", "1", Duration.ZERO);
  }

  private Reply password(Call call) {
    String goOn = goOn(call.field("continue"));
    Optional<LabelAccount> account =
        site.accountWith("USER", call.field("user"))
            .filter(found -> found.secret("PASSWORD").equals(call.field("password")));
    if (account.isEmpty()) {
      return form("login.html", "Wrong user or password", goOn);
    }
    if (!account.get().secrets().containsKey("TOTP_SECRET")) {
      return signedIn(account.get(), goOn);
    }
    String token = Secrets.token("");
    halfway.put(token, new Session(account.get(), site.now().plus(CODE_TIME), goOn));
    return Reply.redirect(site.address(plan.origin()) + plan.codePath())
        .withCookie(plan.cookie() + "_code", token, CODE_TIME);
  }

  private Reply code(Call call) {
    String token = call.cookie(plan.cookie() + "_code");
    Optional<Session> waiting = alive(halfway, token);
    if (waiting.isEmpty()) {
      return refused(call);
    }
    LabelAccount account = waiting.get().account();
    if (!Totp.accepts(account.secret("TOTP_SECRET"), call.field("code"), site.now())) {
      return form("code.html", "Wrong code", "");
    }
    halfway.remove(token);
    return signedIn(account, waiting.get().goOn());
  }

  private Reply signedIn(LabelAccount account, String goOn) {
    String token = Secrets.token("");
    sessions.put(token, new Session(account, site.now().plus(plan.life()), ""));
    return Reply.redirect(goOn).withCookie(plan.cookie(), token, plan.life());
  }

  private Optional<Session> alive(Map<String, Session> among, String token) {
    return Optional.ofNullable(among.get(token))
        .filter(session -> site.now().isBefore(session.endsAt()));
  }

  /** Where a login leads: the wish, if it is a page of this portal. */
  private String goOn(String wish) {
    boolean ours =
        site.origins().values().stream().anyMatch(origin -> wish.startsWith(origin + "/"));
    return ours ? wish : plan.home();
  }
}
