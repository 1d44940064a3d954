package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.FormLogin;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Linktree: an admin page that sends several GraphQL queries, two of them worth keeping. */
final class LinktreePortal implements Portal {
  private static final Duration COOKIE_LIFE = Duration.ofDays(30);
  private static final int ANALYTICS_DAYS = 365;
  private static final int LINK_DAYS = 28;
  private static final List<String> NOISE =
      List.of("getFeatureFlags", "getNotifications", "getSubscription");

  private final List<LabelAccount> accounts =
      List.of(
          new LabelAccount(
              "pig1987", "pig1987", List.of("pig1987"), null, Credentials.password("pig1987")),
          new LabelAccount(
              "zone-a0", "zonea0", List.of("zonea0"), null, Credentials.password("zonea0")));

  @Override
  public String source() {
    return "linktree";
  }

  @Override
  public List<String> origins() {
    return List.of("web", "graphql");
  }

  @Override
  public List<LabelAccount> accounts() {
    return accounts;
  }

  @Override
  public Map<String, Routes> routes(Site site) {
    FormLogin login = FormLogin.atWeb(site, "linktree_session", COOKIE_LIFE, "/admin");
    Routes web =
        new Routes(login)
            .gated("GET", "/admin", (call, account) -> page(site, "admin.html", account))
            .gated(
                "GET",
                "/admin/analytics",
                (call, account) -> page(site, "analytics.html", account));
    Routes graph =
        new Routes(login).gated("POST", "/graphql", (call, account) -> query(site, call, account));
    return Map.of("web", login.onto(web), "graphql", graph);
  }

  private static Reply page(Site site, String name, LabelAccount account) {
    return site.goldens()
        .page(name, Map.of("account", account.id(), "graph", site.address("graphql")));
  }

  private static Reply query(Site site, Call call, LabelAccount account) {
    String operation = JsonField.of(call.body(), "operationName");
    if (operation.equals("getAccountAnalytics")) {
      return rows(site, call, account, operation, ANALYTICS_DAYS);
    }
    if (operation.equals("getLinkAnalytics")) {
      return rows(site, call, account, operation, LINK_DAYS);
    }
    if (operation.equals("getAccount")) {
      return Reply.json(
          200, site.goldens().text("getAccount.json", Map.of("account", account.id())));
    }
    return NOISE.contains(operation)
        ? Reply.json(200, site.goldens().text(operation + ".json"))
        : Reply.json(400, site.goldens().text("unknown-operation.json"));
  }

  private static Reply rows(
      Site site, Call call, LabelAccount account, String operation, int days) {
    Window window =
        Window.of(
            JsonField.of(call.body(), "startDate"),
            JsonField.of(call.body(), "endDate"),
            Window.before(site.goldens().today(), days));
    List<String> rows =
        site.goldens()
            .lines(account.key() + "/" + operation + ".rows", window.first(), window.last());
    boolean partial = site.takes(Fault.PARTIAL_GRAPHQL, call);
    List<String> served = partial ? rows.subList(0, rows.size() / 2) : rows;
    String name = operation + (partial ? "-partial.json" : ".json");
    return Reply.data(site.goldens().around(name, String.join(",", served), Map.of()));
  }
}
