package com.bedrot.lake.extract;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all accounts of a run share and is dear to make, such as a browser process: made on first
 * use, closed when the run ends, the last one first. Thread-safe.
 */
public final class SharedResources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SharedResources.class);

  private final Map<Class<?>, AutoCloseable> made = new HashMap<>();
  private final Deque<AutoCloseable> order = new ArrayDeque<>();
  private final TempFolder temp;

  /**
   * @param temp for files of what is shared
   */
  public SharedResources(TempFolder temp) {
    this.temp = temp;
  }

  /** A new empty folder that lasts as long as what is shared. */
  public Path newFolder() {
    return temp.folder();
  }

  /** The one of that type. */
  public synchronized <T extends AutoCloseable> T get(Class<T> type, Supplier<T> maker) {
    AutoCloseable known = made.get(type);
    if (known == null) {
      known = maker.get();
      made.put(type, known);
      order.push(known);
    }
    return type.cast(known);
  }

  @Override
  public synchronized void close() {
    while (!order.isEmpty()) {
      AutoCloseable last = order.pop();
      try {
        last.close();
      } catch (Exception e) { // the others are still to be closed
        LOG.warn("{} did not close: {}", last.getClass().getSimpleName(), e.getMessage());
      }
    }
    made.clear();
  }
}
