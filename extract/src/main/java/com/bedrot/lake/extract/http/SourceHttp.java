package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.resilience.Breaker;
import com.bedrot.lake.extract.resilience.Budget;
import com.bedrot.lake.extract.resilience.RateGate;
import com.bedrot.lake.extract.resilience.Retrying;
import com.bedrot.lake.extract.resilience.SourceException;
import com.bedrot.lake.extract.resilience.UsageGate;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The HTTP client of one account of a source. A call goes out only to the source's own addresses,
 * in its turn and within the budget; it is repeated where that can help; and what comes back is
 * data, or an error with a code. Thread-safe.
 */
public final class SourceHttp {
  private final PortalFacts portal;
  private final AddressGuard guard;
  private final Transport transport;
  private final ExtractSettings settings;
  private final Pacing pacing;
  private final Clock clock;

  /**
   * What paces the calls.
   *
   * @param connections of the source, shared by its accounts
   */
  public record Pacing(
      Semaphore connections,
      RateGate rate,
      UsageGate usage,
      Retrying retrying,
      Breaker breaker,
      Budget budget) {
    Pacing once() {
      return new Pacing(connections, rate, usage, retrying.once(), breaker, budget);
    }
  }

  public SourceHttp(
      PortalFacts portal,
      ExtractSettings settings,
      AddressGuard guard,
      Supplier<HttpClient> client,
      Pacing pacing,
      Clock clock) {
    this.portal = portal;
    this.settings = settings;
    this.guard = guard;
    this.pacing = pacing;
    this.clock = clock;
    this.transport = new Transport(client, guard, pacing.budget(), settings.timeout());
  }

  private SourceHttp(SourceHttp other, Pacing pacing) {
    this.portal = other.portal;
    this.guard = other.guard;
    this.transport = other.transport;
    this.settings = other.settings;
    this.pacing = pacing;
    this.clock = other.clock;
  }

  /** The same client, which makes each call once: for callers that repeat by themselves. */
  public SourceHttp once() {
    return new SourceHttp(this, pacing.once());
  }

  /** A client for all accounts of a run. */
  public static HttpClient client(ExtractSettings settings) {
    return Transport.client(settings.timeout());
  }

  /** The address of a call of the contract: {@code portal.calls} at an origin. */
  public URI uri(String origin, String call, Map<String, String> values) {
    return at(origin, portal.call(call, values));
  }

  /** A path at an origin, which the settings may have replaced. */
  public URI at(String origin, String path) {
    return URI.create(guard.origin(origin) + path);
  }

  /**
   * The answer, judged by its status.
   *
   * @throws SourceException with what was wrong, after every attempt that could help
   */
  public Answer send(Call call) {
    return send(call, AnswerJudge.BY_STATUS);
  }

  /** As {@link #send(Call)}, with the source's own errors. */
  public Answer send(Call call, AnswerJudge judge) {
    return repeated(call, judge, c -> transport.exchange(c, settings.responseBytes()));
  }

  /** As {@link #send(Call, AnswerJudge)}, streamed to a file; where it fails there is no file. */
  public Answer download(Call call, Path file, AnswerJudge judge) {
    try {
      return repeated(call, judge, c -> transport.download(c, file, settings.downloadBytes()));
    } catch (RuntimeException failed) {
      Answer.discard(file);
      throw failed;
    }
  }

  private Answer repeated(Call call, AnswerJudge judge, Function<Call, Answer> exchange) {
    return pacing
        .breaker()
        .call(() -> pacing.retrying().call(call.shown(), () -> attempt(call, judge, exchange)));
  }

  private Answer attempt(Call call, AnswerJudge judge, Function<Call, Answer> exchange) {
    pacing.usage().pass();
    pacing.rate().pass();
    Answer answer = connected(call, exchange);
    pacing.usage().observe(answer.headers()::allValues);
    Optional<SourceException> own = judge.refuse(answer);
    Optional<SourceException> refused =
        own.isPresent() ? own : AnswerCheck.refuse(answer, call.expected(), clock.instant());
    if (refused.isPresent()) {
      throw refused.get();
    }
    return answer;
  }

  private Answer connected(Call call, Function<Call, Answer> exchange) {
    try {
      pacing.connections().acquire();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, call.shown() + " was interrupted", stop);
    }
    try {
      return exchange.apply(call);
    } finally {
      pacing.connections().release();
    }
  }
}
