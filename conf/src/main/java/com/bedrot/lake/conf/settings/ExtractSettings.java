package com.bedrot.lake.conf.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How sources are fetched.
 *
 * @param origins source id to origin name to the address that stands in for it
 * @param allowLoopback whether such an address may be on this machine, default false
 * @param parallel accounts fetched side by side, default 4
 * @param timeout longest silence of a source within one call, default 60 s
 * @param responseBytes largest answer that is held in memory, default 32 MiB
 * @param downloadBytes largest answer that is streamed to a file, default 2 GiB
 */
public record ExtractSettings(
    Map<String, Map<String, URI>> origins,
    boolean allowLoopback,
    int parallel,
    Duration timeout,
    long responseBytes,
    long downloadBytes,
    Retry retry,
    Breaker breaker,
    Budget budget,
    Browser browser) {
  /** What holds where nothing is set. */
  public static final ExtractSettings DEFAULT =
      new ExtractSettings(
          Map.of(),
          false,
          4,
          Duration.ofSeconds(60),
          32L << 20,
          2L << 30,
          new Retry(5, Duration.ofSeconds(1), Duration.ofMinutes(5)),
          new Breaker(5, Duration.ofMinutes(15)),
          new Budget(Duration.ofMinutes(30), 5000, 4L << 30),
          new Browser(null, null, false, true, 2, Duration.ofMinutes(5), Duration.ofSeconds(30)));

  /**
   * How a call that failed is repeated.
   *
   * @param attempts calls in all, default 5
   * @param firstWait before the second call; doubled each time, plus or minus half at random,
   *     default 1 s
   * @param deadline no call is repeated past this, default 5 minutes
   */
  public record Retry(int attempts, Duration firstWait, Duration deadline) {}

  /**
   * When an account of a source is left alone.
   *
   * @param failures in a row that open the circuit, default 5
   * @param openFor before one call tries again, default 15 minutes
   */
  public record Breaker(int failures, Duration openFor) {}

  /** What one run may spend on one source, default 30 minutes, 5000 calls and 4 GiB. */
  public record Budget(Duration time, int calls, long bytes) {}

  /**
   * The browser.
   *
   * @param chromium the program; null: Playwright's own, else the system's; {@link Chromium#NONE}
   *     for no browser at all
   * @param node Node 20 or newer that drives it; null: the one Playwright brings
   * @param headed whether its windows are shown, default false
   * @param trace whether a failure leaves a trace beside screenshot and page, default true
   * @param most browsers at once, default 2
   * @param timeout longest wait for a page, a download or a person, default 5 minutes
   * @param elementTimeout longest wait for a part of a loaded page, default 30 s
   */
  public record Browser(
      @Nullable Path chromium,
      @Nullable Path node,
      boolean headed,
      boolean trace,
      int most,
      Duration timeout,
      Duration elementTimeout) {}

  public ExtractSettings {
    origins = Map.copyOf(origins);
  }

  /** The address that stands in for an origin of a source, if one is set. */
  public Optional<URI> origin(String source, String name) {
    return Optional.ofNullable(origins.getOrDefault(source, Map.of()).get(name));
  }
}
