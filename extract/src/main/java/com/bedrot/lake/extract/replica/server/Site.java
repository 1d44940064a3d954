package com.bedrot.lake.extract.replica.server;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the replica of one source is built on.
 *
 * @param origins origin name to its address on this machine
 */
public record Site(
    String source,
    Map<String, URI> origins,
    List<LabelAccount> accounts,
    Goldens goldens,
    Clock clock,
    Faults faults) {
  public Site {
    origins = Map.copyOf(origins);
    accounts = List.copyOf(accounts);
  }

  public Instant now() {
    return clock.instant();
  }

  /** Address of the origin, without a slash at its end. */
  public String address(String origin) {
    URI uri = origins.get(origin);
    if (uri == null) {
      throw new IllegalArgumentException(source + " has no origin " + origin);
    }
    return uri.toString();
  }

  /** Whether the fault hits this request. */
  public boolean takes(Fault fault, Call call) {
    return faults.takes(source, fault, call.path());
  }

  /** The account one of whose secrets has that value. */
  public Optional<LabelAccount> accountWith(String secret, String value) {
    return accounts.stream()
        .filter(account -> value.equals(account.secrets().get(secret)))
        .findFirst();
  }

  /** The account the source calls so. */
  public Optional<LabelAccount> accountOf(String id) {
    return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
  }

  /** Any other account of the source. */
  LabelAccount other(LabelAccount account) {
    return accounts.stream()
        .filter(a -> !a.key().equals(account.key()))
        .findFirst()
        .orElse(account);
  }
}
