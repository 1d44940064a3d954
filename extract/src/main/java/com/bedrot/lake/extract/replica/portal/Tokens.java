package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Secrets;
import com.bedrot.lake.extract.replica.server.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens an origin has given out, each for an account and a time. */
final class Tokens {
  private record Token(LabelAccount account, Instant endsAt) {}

  private final Site site;
  private final Duration life;
  private final Map<String, Token> all = new ConcurrentHashMap<>();

  Tokens(Site site, Duration life) {
    this.site = site;
    this.life = life;
  }

  String give(LabelAccount account, String prefix) {
    String token = Secrets.token(prefix);
    all.put(token, new Token(account, endOfNew()));
    return token;
  }

  /** When a token given now ends. */
  Instant endOfNew() {
    return site.now().plus(life);
  }

  Optional<LabelAccount> account(String token) {
    return Optional.ofNullable(all.get(token))
        .filter(found -> site.now().isBefore(found.endsAt()))
        .map(Token::account);
  }

  /** The account of a token that works once. */
  Optional<LabelAccount> use(String token) {
    Optional<LabelAccount> account = account(token);
    all.remove(token);
    return account;
  }
}
