package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Routes;
import com.bedrot.lake.extract.replica.server.Secrets;
import com.bedrot.lake.extract.replica.server.Site;
import com.bedrot.lake.extract.replica.server.TokenGate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mailchimp's API: campaigns and reports by count and offset, known by an API key. */
final class MailchimpPortal implements Portal {
  private static final String DATA_CENTRE = "us21";
  private static final int COUNT = 10;

  private final List<LabelAccount> accounts =
      List.of(
          account("pig1987", "b1987a0001", "PIG1987"), account("zone-a0", "b1987a0002", "ZONE A0"));

  private static LabelAccount account(String key, String id, String name) {
    Map<String, String> secrets = Map.of("API_KEY", Secrets.token("mc") + "-" + DATA_CENTRE);
    return new LabelAccount(key, id, List.of(id, name), "USD", secrets);
  }

  @Override
  public String source() {
    return "mailchimp";
  }

  @Override
  public List<String> origins() {
    return List.of("api", "login");
  }

  @Override
  public List<LabelAccount> accounts() {
    return accounts;
  }

  @Override
  public Map<String, Routes> routes(Site site) {
    Reply refused = Reply.json(401, site.goldens().text("error-key.json"));
    Reply failed = Reply.text(403, "");
    Routes api =
        new Routes(new TokenGate(call -> caller(site, call), refused, failed))
            .gated("GET", "/3.0/", (call, account) -> root(site, account))
            .gated("GET", "/3.0/ping", (c, a) -> Reply.json(200, site.goldens().text("ping.json")))
            .gated("GET", "/3.0/campaigns", (c, a) -> list(site, c, a, "campaigns"))
            .gated("GET", "/3.0/reports", (c, a) -> list(site, c, a, "reports"));
    Routes login =
        new Routes(api.gate())
            .open("GET", "/oauth2/metadata", call -> metadata(site, caller(site, call)));
    return Map.of("api", api, "login", login);
  }

  /** Basic authentication with any user, or a bearer token. */
  private static Optional<LabelAccount> caller(Site site, Call call) {
    String header = call.header("Authorization");
    if (!header.startsWith("Basic ")) {
      return site.accountWith("API_KEY", call.bearer());
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring("Basic ".length()));
      String text = new String(pair, StandardCharsets.UTF_8);
      return site.accountWith("API_KEY", text.substring(text.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Status 200 for anybody; only a good token's answer names the address of the API. */
  private static Reply metadata(Site site, Optional<LabelAccount> account) {
    return account
        .map(found -> Map.of("dc", DATA_CENTRE, "api", site.address("api"), "name", found.id()))
        .map(values -> Reply.json(200, site.goldens().text("metadata.json", values)))
        .orElseGet(() -> Reply.json(200, site.goldens().text("metadata-refused.json")));
  }

  private static Reply root(Site site, LabelAccount account) {
    Map<String, String> values = Map.of("id", account.id(), "name", account.handles().get(1));
    return Reply.json(200, site.goldens().text("root.json", values));
  }

  private static Reply list(Site site, Call call, LabelAccount account, String what) {
    List<String> all = site.goldens().text(account.key() + "/" + what + ".jsonl").lines().toList();
    boolean repeated = site.takes(Fault.REPEATED_PAGE, call);
    int start = repeated ? 0 : Math.min(number(call.parameter("offset"), 0), all.size());
    int end = Math.min(all.size(), start + number(call.parameter("count"), COUNT));
    String rows = String.join(",", all.subList(start, end));
    int total = repeated ? Integer.MAX_VALUE : all.size();
    return Reply.data(
        site.goldens().around(what + ".json", rows, Map.of("total", Integer.toString(total))));
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
  }
}
