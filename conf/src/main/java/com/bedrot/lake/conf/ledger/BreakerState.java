package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.LakeJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one account of a source as the ops zone keeps it between runs, in {@code
 * state/extract/breaker/<source>/<account>.json}.
 *
 * @param state {@code closed} (calls pass), {@code open} or {@code half_open} (one call tries)
 * @param failures in a row
 * @param until when an open one lets one call try, else null
 */
public record BreakerState(
    String source, String account, String state, int failures, @Nullable Instant until) {
  private static final String FOLDER = "extract/breaker/";

  /** That of an account that has not failed. */
  public static BreakerState closed(String source, String account) {
    return new BreakerState(source, account, "closed", 0, null);
  }

  /** What the ops zone knows of an account; empty where it never failed. Reads only. */
  public static Optional<BreakerState> find(Ops ops, String source, String account) {
    return ops.state(name(source, account)).map(json -> LakeJson.read(json, BreakerState.class));
  }

  /** Every account that ever failed, by source and account. Reads only. */
  public static List<BreakerState> all(Ops ops) {
    return ops.store().list("state/" + FOLDER).stream()
        .map(found -> LakeJson.read(ops.store().get(found.key()), BreakerState.class))
        .toList();
  }

  /** Writes it for the next run. */
  public void save(Ops ops) {
    ops.putState(name(source, account), LakeJson.line(this));
  }

  /** The state as it is at that time: an open one whose time has come is half open. */
  public String stateAt(Instant now) {
    boolean over = state.equals("open") && until != null && !until.isAfter(now);
    return over ? "half_open" : state;
  }

  private static String name(String source, String account) {
    return FOLDER + source + "/" + account;
  }
}
