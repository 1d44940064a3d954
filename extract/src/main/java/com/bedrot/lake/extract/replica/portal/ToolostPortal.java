package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Secrets;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.TokenGate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * TooLost: pages that keep a token of seven days in localStorage and fetch their numbers with it,
 * notifications with sales reports; the official API is in {@link ToolostApi}.
 */
final class ToolostPortal implements Portal {
  private static final Duration TOKEN_LIFE = Duration.ofDays(7);
  private static final int REPORTS = 3;
  private static final int FIRST_REPORT_NUMBER = 48_210;

  private final List<LabelAccount> accounts =
      List.of(account("pig1987", "PIG1987", "pig1987"), account("zone-a0", "ZONE A0", "zonea0"));

  private static LabelAccount account(String key, String id, String user) {
    Map<String, String> secrets = new HashMap<>(Credentials.password(user));
    secrets.put("CLIENT_ID", "label-lake-" + key);
    secrets.put("REFRESH_TOKEN", Secrets.token("tl-refresh-"));
    return new LabelAccount(key, id, List.of(id, user), "USD", secrets);
  }

  @Override
  public String source() {
    return "toolost";
  }

  @Override
  public List<String> origins() {
    return List.of("web", "api");
  }

  @Override
  public List<LabelAccount> accounts() {
    return accounts;
  }

  @Override
  public Map<String, Routes> routes(Site site) {
    Tokens tokens = new Tokens(site, TOKEN_LIFE);
    Reply refused = Reply.json(401, site.goldens().text("unauthenticated.json"));
    Reply failed = Reply.json(500, site.goldens().text("/shared/error.json"));
    Routes web =
        new Routes(new TokenGate(call -> caller(call, tokens), refused, failed))
            .open("GET", "/login", call -> site.goldens().page("login.html", Map.of()))
            .open("POST", "/api/auth/login", call -> signIn(site, tokens, call))
            .open("GET", "/portal/", call -> site.goldens().page("portal.html", Map.of()))
            .open("GET", "/portal/analytics", c -> site.goldens().page("analytics.html", Map.of()))
            .open("GET", "/portal/notifications", c -> notificationsPage(site))
            .gated("GET", "/api/portal/me", (call, account) -> me(site, account))
            .gated(
                "GET",
                "/api/portal/analytics/spotify",
                (call, account) -> streams(site, call, account, "spotify"))
            .gated(
                "GET",
                "/api/portal/analytics/apple/",
                (call, account) -> streams(site, call, account, "apple"))
            .gated(
                "GET",
                "/api/portal/notifications",
                (call, account) -> notifications(site, tokens, account))
            .gated(
                "GET",
                "/portal/attachments/{file}",
                (call, account) -> report(site, call, account));
    ToolostApi api = new ToolostApi(site);
    return Map.of("web", api.signInRoutes(web), "api", api.routes(failed));
  }

  /** By the page's token, or by the signature of an attachment's link. */
  private static Optional<LabelAccount> caller(Call call, Tokens tokens) {
    String signature = call.parameter("signature");
    return tokens.account(signature.isEmpty() ? call.bearer() : signature);
  }

  private static Reply signIn(Site site, Tokens tokens, Call call) {
    return site.accountWith("USER", JsonField.of(call.body(), "email"))
        .filter(found -> found.secret("PASSWORD").equals(JsonField.of(call.body(), "password")))
        .map(
            found ->
                Reply.json(
                    200,
                    site.goldens()
                        .text(
                            "token.json",
                            Map.of(
                                "token",
                                tokens.give(found, "tl-"),
                                "expires",
                                tokens.endOfNew().toString()))))
        .orElseGet(() -> Reply.json(422, site.goldens().text("wrong-password.json")));
  }

  private static Reply notificationsPage(Site site) {
    return site.goldens().page("notifications.html", Map.of());
  }

  private static Reply me(Site site, LabelAccount account) {
    return Reply.json(200, site.goldens().text("me.json", Map.of("account", account.id())));
  }

  private static Reply streams(Site site, Call call, LabelAccount account, String store) {
    if (!call.parameter("date").equals("thisYear")) {
      return Reply.json(422, site.goldens().text("wrong-date.json"));
    }
    LocalDate today = site.goldens().today();
    List<String> rows =
        site.goldens().lines(account.key() + "/" + store + ".rows", today.withDayOfYear(1), today);
    return Reply.data(site.goldens().around(store + ".json", String.join(",", rows), Map.of()));
  }

  private static Reply notifications(Site site, Tokens tokens, LabelAccount account) {
    return Reply.json(
        200,
        site.goldens()
            .text("notifications.json", Map.of("signature", tokens.give(account, "sig-"))));
  }

  private static Reply report(Site site, Call call, LabelAccount account) {
    YearMonth month = YearMonth.from(site.goldens().today());
    for (int back = 1; back <= REPORTS; back++) {
      String name =
          DateTimeFormatter.ofPattern("MM-yyyy", Locale.ENGLISH).format(month.minusMonths(back))
              + "-"
              + (FIRST_REPORT_NUMBER + back)
              + ".csv";
      if (name.equals(call.part("file"))) {
        String csv = site.goldens().text(account.key() + "/sales-" + back + ".csv");
        return Reply.download(name, "text/csv", csv.getBytes(StandardCharsets.UTF_8));
      }
    }
    return Reply.text(404, "no such report");
  }
}
