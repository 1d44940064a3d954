package com.bedrot.lake.extract.replica;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.replica.portal.Portals;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.LabelServer;
import com.bedrot.lake.extract.replica.server.Portal;
import com.bedrot.lake.extract.replica.server.RequestLog;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The replica: every origin of every source on a loopback port of its own, with exactly the real
 * paths, and a control port that switches faults. All dates follow the clock's day (UTC). Secrets
 * are made up anew at every start.
 */
public final class Replica implements AutoCloseable {
  private final LabelServer server;
  private final Map<String, List<LabelAccount>> accounts = new LinkedHashMap<>();

  private Replica(LabelServer server, List<Portal> portals) {
    this.server = server;
    portals.forEach(portal -> accounts.put(portal.source(), portal.accounts()));
  }

  /** Starts all of it with a control port of the system's choice. */
  public static Replica start(Clock clock) {
    return start(clock, 0);
  }

  /** As {@link #start(Clock)}, with this control port. */
  public static Replica start(Clock clock, int controlPort) {
    return start(clock, controlPort, source -> true);
  }

  /**
   * Starts it.
   *
   * @param controlPort 0 for any
   * @param played the sources to play, by id
   * @throws ConnectionException {@code STORE_UNREACHABLE} if a port cannot be bound
   */
  public static Replica start(Clock clock, int controlPort, Predicate<String> played) {
    List<Portal> portals =
        Portals.all().stream().filter(portal -> played.test(portal.source())).toList();
    try {
      return new Replica(new LabelServer(portals, clock, controlPort), portals);
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_UNREACHABLE,
          "cannot bind port " + controlPort + " of 127.0.0.1: " + e.getMessage(),
          e);
    }
  }

  /** Source to origin name to address, e.g. {@code tiktok -> web -> http://127.0.0.1:41873}. */
  public Map<String, Map<String, URI>> origins() {
    return server.origins();
  }

  /** Address of an origin. */
  public URI origin(String source, String name) {
    URI found = origins().getOrDefault(source, Map.of()).get(name);
    if (found == null) {
      throw new IllegalArgumentException("no origin " + source + "." + name);
    }
    return found;
  }

  /** Source to its accounts, with their secrets. */
  public Map<String, List<LabelAccount>> accounts() {
    return Map.copyOf(accounts);
  }

  /** An account of a source. */
  public LabelAccount account(String source, String key) {
    return accounts.getOrDefault(source, List.of()).stream()
        .filter(account -> account.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no account " + source + "." + key));
  }

  /** Every secret by the name of its variable, {@code LAKE_<SOURCE>_<ACCOUNT>_<NAME>}. */
  public Map<String, String> credentials() {
    return ReplicaSettings.credentials(accounts);
  }

  /** The settings that point a lake at this replica, as YAML. */
  public String settingsYaml() {
    return ReplicaSettings.yaml(origins(), accounts);
  }

  /** The switches of faults. */
  public Faults faults() {
    return server.faults();
  }

  /** What was requested. */
  public RequestLog requests() {
    return server.requests();
  }

  /** Address of the control port. */
  public URI control() {
    return server.control();
  }

  /** Address of a host that is none of any source's; requests there are recorded as elsewhere. */
  public URI elsewhere() {
    return server.elsewhere();
  }

  @Override
  public void close() {
    server.close();
  }
}
