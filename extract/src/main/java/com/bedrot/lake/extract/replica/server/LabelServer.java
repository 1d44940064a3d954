package com.bedrot.lake.extract.replica.server;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** All portals on their ports, and the port that steers them. */
public final class LabelServer implements AutoCloseable {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private final ExecutorService executor = Executors.newCachedThreadPool(LabelServer::thread);
  private final List<Origin> open = new ArrayList<>();
  private final Map<String, Map<String, URI>> origins = new LinkedHashMap<>();
  private final ControlPort control;

  /**
   * Opens every port.
   *
   * @param controlPort 0 for any
   * @throws IOException if a port cannot be bound
   */
  public LabelServer(List<Portal> portals, Clock clock, int controlPort) throws IOException {
    // Without it every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    List<String> sources = portals.stream().map(Portal::source).toList();
    control = new ControlPort(controlPort, sources, faults, requests, executor);
    try {
      for (Portal portal : portals) {
        origins.put(portal.source(), open(portal, clock));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Map<String, URI> open(Portal portal, Clock clock) throws IOException {
    Map<String, Origin> bound = new LinkedHashMap<>();
    Map<String, URI> addresses = new LinkedHashMap<>();
    for (String name : portal.origins()) {
      Origin origin = new Origin(name, requests, control.elsewhere(), executor);
      open.add(origin);
      bound.put(name, origin);
      addresses.put(name, origin.address());
    }
    Goldens goldens = new Goldens(portal.source(), clock);
    Site site = new Site(portal.source(), addresses, portal.accounts(), goldens, clock, faults);
    Map<String, Routes> routes = portal.routes(site);
    bound.forEach((name, origin) -> origin.serve(site, routesOf(routes, name)));
    return Map.copyOf(addresses);
  }

  private static Routes routesOf(Map<String, Routes> routes, String origin) {
    Routes found = routes.get(origin);
    if (found == null) {
      throw new IllegalArgumentException("no routes for " + origin);
    }
    return found;
  }

  /** Source to origin name to address. */
  public Map<String, Map<String, URI>> origins() {
    return Map.copyOf(origins);
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog requests() {
    return requests;
  }

  /** Address of the control port. */
  public URI control() {
    return control.address();
  }

  /** Address of the host that belongs to no source, where foreign redirects lead. */
  public URI elsewhere() {
    return control.elsewhere();
  }

  @Override
  public void close() {
    faults.close();
    open.forEach(Origin::close);
    control.close();
    executor.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "replica-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
