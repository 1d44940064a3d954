package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.ThisProcess;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write the lake, held by one run at a time. Leases are numbered epochs, each an
 * object created once ({@code state/lease/<epoch>.json}); while it is held a heartbeat object is
 * rewritten. The lease of a process that has ended on this machine is stale at once, any other when
 * its heartbeat is older than the expiry by the store's own clock. A stale holder finds out at its
 * next {@link #check}.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final String FOLDER = "state/lease/";
  private static final String CLOCK = "state/lease-clock";
  private static final int KEPT_EPOCHS = 16;
  private static final byte[] NOTHING = new byte[0];

  private final ObjectStore store;
  private final LeaseHolder holder;
  private final ScheduledExecutorService heart;
  private final ScheduledFuture<?> beating;

  private Lease(ObjectStore store, LeaseHolder holder, Duration expiry) {
    this.store = store;
    this.holder = holder;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease-" + holder.epoch());
              thread.setDaemon(true);
              return thread;
            });
    long pause = Math.max(1, expiry.toMillis() / 4);
    this.beating = heart.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the next lease.
   *
   * @param expiry how long a holder may be silent
   * @throws LakeException {@code LOCK_HELD} naming the run that holds it
   */
  public static Lease acquire(Ops ops, RunContext context, Duration expiry) {
    return acquire(ops, context, expiry, ThisProcess.current());
  }

  static Lease acquire(Ops ops, RunContext context, Duration expiry, ThisProcess self) {
    ObjectStore store = ops.store();
    List<Long> epochs = epochs(store);
    long last = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
    if (last > 0) {
      refuseIfHeld(store, last, self, expiry);
    }
    LeaseHolder holder = new LeaseHolder(last + 1, context.run().value(), self, context.now());
    byte[] content = LakeJson.line(holder).getBytes(StandardCharsets.UTF_8);
    boolean taken = store.createIfAbsent(key(holder.epoch(), "json"), content);
    if (!taken || highest(store) != holder.epoch()) {
      throw held(store, highest(store));
    }
    forget(store, epochs);
    return new Lease(store, holder, expiry);
  }

  /** Who holds the lease, as far as its own record says; a crashed holder may be named. */
  public static Optional<LeaseHolder> current(Ops ops) {
    long last = highest(ops.store());
    if (last == 0 || ops.store().head(key(last, "released")).isPresent()) {
      return Optional.empty();
    }
    return holder(ops.store(), last)
        .filter(holder -> !ThisProcess.current().knowsDead(holder.process()));
  }

  public LeaseHolder holder() {
    return holder;
  }

  /**
   * Makes sure that this run still holds the lease; called right before every commit.
   *
   * @throws LakeException {@code LEASE_LOST}
   */
  public void check() {
    boolean overtaken = store.head(key(holder.epoch() + 1, "json")).isPresent();
    if (overtaken || store.head(key(holder.epoch(), "json")).isEmpty()) {
      throw new LakeException(
          ErrorCode.LEASE_LOST,
          "lease "
              + holder.epoch()
              + " of run "
              + holder.runId()
              + " was taken over"
              + holder(store, highest(store)).map(h -> " by run " + h.runId()).orElse(""));
    }
  }

  /** Gives the lease back. */
  @Override
  public void close() {
    beating.cancel(false);
    heart.shutdownNow();
    try {
      store.createIfAbsent(key(holder.epoch(), "released"), NOTHING);
    } catch (ConnectionException e) {
      LOG.warn("lease {} could not be given back; it expires by itself", holder.epoch(), e);
    }
  }

  private void beat() {
    try {
      store.put(key(holder.epoch(), "heartbeat"), NOTHING);
    } catch (RuntimeException e) { // the next beat may get through
      LOG.warn("no heartbeat for lease {}: {}", holder.epoch(), e.getMessage());
    }
  }

  private static void refuseIfHeld(
      ObjectStore store, long epoch, ThisProcess self, Duration expiry) {
    if (store.head(key(epoch, "released")).isPresent()) {
      return;
    }
    Optional<LeaseHolder> holder = holder(store, epoch);
    if (holder.isPresent() && self.knowsDead(holder.get().process())) {
      LOG.warn("run {} ended without giving its lease back", holder.get().runId());
      return;
    }
    if (holder.isPresent() && !isSilent(store, epoch, expiry)) {
      throw held(store, epoch);
    }
  }

  private static boolean isSilent(ObjectStore store, long epoch, Duration expiry) {
    Optional<ObjectInfo> beat = store.head(key(epoch, "heartbeat"));
    Optional<ObjectInfo> sign = beat.isPresent() ? beat : store.head(key(epoch, "json"));
    store.put(CLOCK, NOTHING);
    Instant now = store.head(CLOCK).map(ObjectInfo::modified).orElse(Instant.MIN);
    return sign.isPresent() && sign.get().modified().plus(expiry).isBefore(now);
  }

  private static LakeException held(ObjectStore store, long epoch) {
    String who =
        holder(store, epoch)
            .map(
                h ->
                    "run "
                        + h.runId()
                        + " (pid "
                        + h.process().pid()
                        + " on "
                        + h.process().host()
                        + ") has held the lock since "
                        + h.since())
            .orElse("another run has just taken the lock");
    return new LakeException(ErrorCode.LOCK_HELD, who);
  }

  private static Optional<LeaseHolder> holder(ObjectStore store, long epoch) {
    try {
      return Optional.of(LakeJson.read(store.get(key(epoch, "json")), LeaseHolder.class));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static long highest(ObjectStore store) {
    List<Long> epochs = epochs(store);
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
  }

  private static List<Long> epochs(ObjectStore store) {
    return store.list(FOLDER).stream()
        .map(ObjectInfo::key)
        .filter(key -> key.endsWith(".json"))
        .map(key -> Long.parseLong(key.substring(FOLDER.length(), key.length() - 5)))
        .toList();
  }

  /** Old leases; the last ones stay, so that a sleeper finds its successor. */
  private static void forget(ObjectStore store, List<Long> epochs) {
    for (long epoch : epochs.subList(0, Math.max(0, epochs.size() - KEPT_EPOCHS))) {
      for (String kind : List.of("heartbeat", "released", "json")) {
        store.delete(key(epoch, kind));
      }
    }
  }

  private static String key(long epoch, String kind) {
    return String.format(Locale.ROOT, "%s%010d.%s", FOLDER, epoch, kind);
  }
}
