package com.bedrot.lake.extract.replica.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The faults that are switched on, per source. Thread-safe. */
public final class Faults {
  /** For a fault that stays until it is switched off. */
  public static final int UNTIL_CLEARED = Integer.MAX_VALUE;

  /**
   * A fault that is on.
   *
   * @param left requests it still hits
   * @param path it hits only paths that start with this
   */
  public record Switched(String source, Fault fault, int left, String path) {}

  private final Map<String, Map<Fault, Switched>> on = new TreeMap<>();
  private boolean closed;

  /** Switches a fault on until it is cleared. */
  public void set(String source, Fault fault) {
    set(source, fault, UNTIL_CLEARED, "");
  }

  /**
   * Switches a fault on.
   *
   * @param count requests it hits
   * @param path it hits only paths that start with this; empty for all
   */
  public synchronized void set(String source, Fault fault, int count, String path) {
    on.computeIfAbsent(source, s -> new EnumMap<>(Fault.class))
        .put(fault, new Switched(source, fault, count, path));
  }

  /** Switches all off and lets hanging requests go. */
  public synchronized void clear() {
    on.clear();
    notifyAll();
  }

  /** What is on. */
  public synchronized List<Switched> all() {
    List<Switched> all = new ArrayList<>();
    on.values().forEach(faults -> all.addAll(faults.values()));
    return List.copyOf(all);
  }

  /** Whether the fault hits this request; if so, it is counted. */
  public synchronized boolean takes(String source, Fault fault, String path) {
    Switched found = found(source, fault, path);
    if (found == null) {
      return false;
    }
    if (found.left() != UNTIL_CLEARED) {
      int left = found.left() - 1;
      on.getOrDefault(source, Map.of()).put(fault, new Switched(source, fault, left, found.path()));
    }
    return true;
  }

  private @Nullable Switched found(String source, Fault fault, String path) {
    Switched found = on.getOrDefault(source, Map.of()).get(fault);
    boolean hits = found != null && found.left() > 0 && path.startsWith(found.path());
    return hits ? found : null;
  }

  /** Waits until nothing is switched on any more or the server closes. */
  synchronized void awaitClear() throws InterruptedException {
    while (!closed && !on.isEmpty()) {
      wait();
    }
  }

  /** Waits so long, or shorter where the server closes; tells whether it is still open. */
  synchronized boolean pause(long millis) throws InterruptedException {
    if (!closed) {
      TimeUnit.MILLISECONDS.timedWait(this, millis);
    }
    return !closed;
  }

  /** Lets every waiting request go for good. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
