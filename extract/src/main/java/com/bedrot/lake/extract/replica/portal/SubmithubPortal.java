package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.FormLogin;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Site;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** SubmitHub: link analytics and submissions as CSV. */
final class SubmithubPortal implements Portal {
  private static final Duration COOKIE_LIFE = Duration.ofDays(30);
  private static final int DAYS_UNLESS_ASKED = 90;

  private final List<LabelAccount> accounts =
      List.of(
          new LabelAccount(
              "pig1987",
              "pig1987",
              List.of("pig1987", "PIG1987"),
              "USD",
              Credentials.password("pig1987")),
          new LabelAccount(
              "zone-a0",
              "zonea0",
              List.of("zonea0", "ZONE A0"),
              "USD",
              Credentials.password("zonea0")));

  @Override
  public String source() {
    return "submithub";
  }

  @Override
  public List<String> origins() {
    return List.of("web");
  }

  @Override
  public List<LabelAccount> accounts() {
    return accounts;
  }

  @Override
  public Map<String, Routes> routes(Site site) {
    FormLogin login = FormLogin.atWeb(site, "submithub_session", COOKIE_LIFE, "/links");
    Routes routes =
        new Routes(login)
            .gated("GET", "/links", (call, account) -> page(site, "links.html", account))
            .gated(
                "GET", "/submissions", (call, account) -> page(site, "submissions.html", account))
            .gated("GET", "/links/export.csv", (c, a) -> export(site, c, a, "link-analytics"))
            .gated("GET", "/submissions/export.csv", (c, a) -> export(site, c, a, "submissions"));
    return Map.of("web", login.onto(routes));
  }

  private static Reply page(Site site, String name, LabelAccount account) {
    return site.goldens().page(name, Map.of("account", account.id()));
  }

  private static Reply export(Site site, Call call, LabelAccount account, String what) {
    Window window =
        Window.of(
            call.parameter("from"),
            call.parameter("to"),
            Window.before(site.goldens().today(), DAYS_UNLESS_ASKED));
    List<String> rows =
        site.goldens().lines(account.key() + "/" + what + ".rows", window.first(), window.last());
    String csv = site.goldens().around(what + ".csv", String.join("\n", rows), Map.of());
    return Reply.download(
        "submithub-" + what + "-" + account.id() + ".csv",
        "text/csv; charset=utf-8",
        csv.getBytes(StandardCharsets.UTF_8));
  }
}
