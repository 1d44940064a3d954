package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Secrets;
import com.bedrot.lake.extract.replica.server.Site;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Tokens of a Graph API: those in the settings, and those of 60 days exchanged for them. */
final class GraphTokens {
  private static final Duration LONG_LIFE = Duration.ofDays(60);

  private final Site site;
  private final Tokens exchanged;

  GraphTokens(Site site) {
    this.site = site;
    this.exchanged = new Tokens(site, LONG_LIFE);
  }

  /** The account of the token in the query or the header. */
  Optional<LabelAccount> caller(Call call) {
    return account(call.parameter("access_token", call.bearer()));
  }

  private Optional<LabelAccount> account(String token) {
    return site.accountWith("ACCESS_TOKEN", token).or(() -> exchanged.account(token));
  }

  /** What an app of an account needs to call and to have tokens exchanged. */
  static Map<String, String> secrets(String key, String prefix) {
    return Map.of(
        "ACCESS_TOKEN", Secrets.token(prefix),
        "CLIENT_ID", "1987" + Integer.toUnsignedString(key.hashCode()),
        "CLIENT_SECRET", Secrets.token("appreplica"));
  }

  /** Another token for a living one, to the app of its account. */
  Reply exchange(Call call) {
    return account(call.parameter("fb_exchange_token"))
        .filter(found -> call.parameter("grant_type").equals("fb_exchange_token"))
        .filter(found -> found.secret("CLIENT_ID").equals(call.parameter("client_id")))
        .filter(found -> found.secret("CLIENT_SECRET").equals(call.parameter("client_secret")))
        .map(found -> exchanged.give(found, "EAAexchanged"))
        .map(token -> site.goldens().text("/shared/graph-token.json", Map.of("token", token)))
        .map(json -> Reply.json(200, json))
        .orElseGet(() -> Reply.json(400, site.goldens().text("error-token.json")));
  }
}
