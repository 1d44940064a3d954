package com.bedrot.lake.extract.portal;

import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.Nearest;
import com.bedrot.lake.conf.error.Problems;
import com.bedrot.lake.extract.portal.PortalFacts.Accounts;
import com.bedrot.lake.extract.portal.PortalFacts.Kind;
import com.bedrot.lake.extract.portal.PortalFacts.Rate;
import com.bedrot.lake.extract.portal.PortalFacts.Session;
import com.bedrot.lake.extract.portal.PortalFacts.Windows;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the portal map strictly: every problem is reported, an unknown key with the nearest. */
final class PortalReader {
  private static final Set<String> KEYS =
      Set.of(
          "kind",
          "accounts",
          "origins",
          "hosts",
          "pages",
          "calls",
          "selectors",
          "session",
          "windows",
          "rate",
          "facts");
  private static final Set<String> SESSION =
      Set.of("auth_cookies", "auth_tokens", "lifetime_days", "signed_in", "strategy");
  private static final Set<String> STRATEGIES =
      Set.of("visit", "token-refresh", "long-lived-exchange", "none");
  private static final Set<String> WINDOWS = Set.of("lookback_days", "max_days", "history_days");
  private static final Set<String> RATE =
      Set.of(
          "per_minute",
          "concurrent",
          "usage_headers",
          "usage_fields",
          "wait_fields",
          "slow_at",
          "stop_at");
  private static final String ORIGIN = "https://[a-z0-9.-]+(:\\d{1,5})?";
  private static final String HOST = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";
  private static final int PER_MINUTE = 60;
  private static final int SLOW_AT = 75;
  private static final int STOP_AT = 90;

  private final SourceContract contract;
  private final Problems problems = new Problems();

  PortalReader(SourceContract contract) {
    this.contract = contract;
  }

  PortalFacts read() {
    Map<String, Object> portal = contract.portal();
    known("", portal.keySet(), KEYS);
    Map<String, URI> origins = new HashMap<>();
    texts(portal, "origins")
        .forEach((name, text) -> origins.put(name, origin("origins." + name, text)));
    Set<String> hosts = Set.copyOf(list(portal, "hosts", ""));
    hosts.stream().filter(h -> !h.matches(HOST)).forEach(h -> add("hosts", h + " is not a host"));
    origins.forEach((name, origin) -> listed(name, origin, hosts));
    PortalFacts facts =
        new PortalFacts(
            contract.id(),
            choice(portal, "kind", Kind.class, Kind.API),
            choice(portal, "accounts", Accounts.class, Accounts.ONE),
            origins,
            hosts,
            paths(portal, "pages"),
            paths(portal, "calls"),
            texts(portal, "selectors"),
            session(map(portal, "session")),
            windows(map(portal, "windows")),
            rate(map(portal, "rate")),
            new FactMap(contract.id(), map(portal, "facts")));
    if (origins.isEmpty()) {
      add("origins", "is missing");
    }
    problems.throwIfAny(ErrorCode.CONTRACT_INVALID, contract.file());
    return facts;
  }

  private Session session(Map<String, Object> session) {
    known("session.", session.keySet(), SESSION);
    String strategy = text(session, "strategy", "session.", "none");
    if (!STRATEGIES.contains(strategy)) {
      add("session.strategy", "unknown strategy " + strategy + Nearest.hint(strategy, STRATEGIES));
    }
    return new Session(
        list(session, "auth_cookies", "session."),
        list(session, "auth_tokens", "session."),
        number(session, "lifetime_days", "session."),
        text(session, "signed_in", "session.", ""),
        strategy);
  }

  private Windows windows(Map<String, Object> windows) {
    known("windows.", windows.keySet(), WINDOWS);
    return new Windows(
        number(windows, "lookback_days", "windows."),
        number(windows, "max_days", "windows."),
        number(windows, "history_days", "windows."));
  }

  private Rate rate(Map<String, Object> rate) {
    known("rate.", rate.keySet(), RATE);
    return new Rate(
        number(rate, "per_minute", "rate.").orElse(PER_MINUTE),
        number(rate, "concurrent", "rate.").orElse(1),
        list(rate, "usage_headers", "rate."),
        Set.copyOf(list(rate, "usage_fields", "rate.")),
        Set.copyOf(list(rate, "wait_fields", "rate.")),
        number(rate, "slow_at", "rate.").orElse(SLOW_AT),
        number(rate, "stop_at", "rate.").orElse(STOP_AT));
  }

  private URI origin(String where, String text) {
    if (text.matches(ORIGIN)) {
      return URI.create(text);
    }
    add(where, text + " is not an origin like https://www.example.com");
    return URI.create("https://invalid");
  }

  private void listed(String name, URI origin, Set<String> hosts) {
    if (!hosts.contains(String.valueOf(origin.getHost())) && !origin.getHost().equals("invalid")) {
      add("origins." + name, origin.getHost() + " is not among hosts");
    }
  }

  private Map<String, String> paths(Map<String, Object> portal, String key) {
    Map<String, String> paths = texts(portal, key);
    paths.forEach(
        (name, path) -> {
          if (!path.startsWith("/") || path.startsWith("//")) {
            add(key + "." + name, path + " must start with one /");
          }
        });
    return paths;
  }

  private <E extends Enum<E>> E choice(
      Map<String, Object> portal, String key, Class<E> type, E otherwise) {
    String text = text(portal, key, "", otherwise.name().toLowerCase(Locale.ROOT));
    List<String> names = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String name = value.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return value;
      }
      names.add(name);
    }
    add(key, "unknown value " + text + Nearest.hint(text, names));
    return otherwise;
  }

  private Map<String, Object> map(Map<String, Object> from, String key) {
    Object value = from.getOrDefault(key, Map.of());
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> found) {
      found.forEach((k, v) -> map.put(String.valueOf(k), v));
    } else {
      add(key, "must be a mapping of keys to values");
    }
    return map;
  }

  private Map<String, String> texts(Map<String, Object> from, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(from, key).keySet().forEach(k -> texts.put(k, text(map(from, key), k, key + ".", "")));
    return texts;
  }

  private List<String> list(Map<String, Object> from, String key, String prefix) {
    Object value = from.getOrDefault(key, List.of());
    if (value instanceof List<?> values && values.stream().allMatch(PortalReader::isSingle)) {
      return values.stream().map(String::valueOf).toList();
    }
    add(prefix + key, "must be a list of values");
    return List.of();
  }

  private String text(Map<String, Object> from, String key, String prefix, String otherwise) {
    Object value = from.getOrDefault(key, otherwise);
    if (!isSingle(value)) {
      add(prefix + key, "must be a single value");
      return otherwise;
    }
    return value.toString();
  }

  private OptionalInt number(Map<String, Object> from, String key, String prefix) {
    Object value = from.get(key);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof Long number && number > 0 && number < 100_000) {
      return OptionalInt.of(number.intValue());
    }
    add(prefix + key, "must be a whole number above 0, is " + value);
    return OptionalInt.empty();
  }

  private static boolean isSingle(Object value) {
    return !(value instanceof List) && !(value instanceof Map);
  }

  private void known(String prefix, Set<String> given, Set<String> keys) {
    given.stream()
        .filter(key -> !keys.contains(key))
        .sorted()
        .forEach(key -> add(prefix + key, "unknown key" + Nearest.hint(key, keys)));
  }

  private void add(String where, String what) {
    problems.add("portal." + where, what);
  }
}
