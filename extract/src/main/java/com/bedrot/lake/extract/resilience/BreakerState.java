package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.run.LakeJson;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker as the ops zone keeps it, in {@code
 * state/extract/breaker/<source>/<account>.json}.
 *
 * @param state {@code closed} (calls pass), {@code open} or {@code half_open} (one call tries)
 * @param failures in a row
 * @param until when an open one lets one call try, else null
 */
public record BreakerState(
    String source, String account, String state, int failures, @Nullable Instant until) {
  static BreakerState closed(String source, String account) {
    return new BreakerState(source, account, "closed", 0, null);
  }

  /** What the ops zone knows; empty where the account never failed. Reads only. */
  public static Optional<BreakerState> find(Ops ops, String source, String account) {
    return ops.state(name(source, account)).map(json -> LakeJson.read(json, BreakerState.class));
  }

  void save(Ops ops) {
    ops.putState(name(source, account), LakeJson.line(this));
  }

  /** The state as it is at that time: an open one whose time has come is half open. */
  public String stateAt(Instant now) {
    boolean over = state.equals("open") && until != null && !until.isAfter(now);
    return over ? "half_open" : state;
  }

  private static String name(String source, String account) {
    return "extract/breaker/" + source + "/" + account;
  }
}
