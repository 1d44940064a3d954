package com.bedrot.lake.extract.replica.server;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Every request seen, in order, and how many were open at once. Thread-safe. */
public final class RequestLog {
  private static final Set<String> SECRETS =
      Set.of("access_token", "fb_exchange_token", "client_secret", "code", "signature", "token");

  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> most = new ConcurrentHashMap<>();

  void add(String source, String origin, Call call, String account) {
    String query =
        call.query().entrySet().stream()
            .filter(parameter -> !SECRETS.contains(parameter.getKey()))
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining("&"));
    seen.add(new SeenRequest(source, origin, call.method(), call.path(), query, account));
  }

  void opened(String source) {
    int now = open.computeIfAbsent(source, s -> new AtomicInteger()).incrementAndGet();
    most.merge(source, now, Math::max);
  }

  void closed(String source) {
    open.computeIfAbsent(source, s -> new AtomicInteger()).decrementAndGet();
  }

  /** All requests, the oldest first. */
  public List<SeenRequest> all() {
    return List.copyOf(seen);
  }

  /** The requests of one source. */
  public List<SeenRequest> of(String source) {
    return seen.stream().filter(request -> request.source().equals(source)).toList();
  }

  /** The most requests of a source that were open at the same time. */
  public int mostAtOnce(String source) {
    return most.getOrDefault(source, 0);
  }

  /** Forgets all. */
  public void clear() {
    seen.clear();
    most.clear();
  }
}
