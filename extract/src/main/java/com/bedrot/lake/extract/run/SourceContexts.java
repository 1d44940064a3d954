package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.extract.SharedResources;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.TempFolder;
import com.bedrot.lake.extract.http.AddressGuard;
import com.bedrot.lake.extract.http.HostResolver;
import com.bedrot.lake.extract.http.SourceHttp;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.resilience.Breaker;
import com.bedrot.lake.extract.resilience.Budget;
import com.bedrot.lake.extract.resilience.RateGate;
import com.bedrot.lake.extract.resilience.Retrying;
import com.bedrot.lake.extract.resilience.Sleeper;
import com.bedrot.lake.extract.resilience.UsageGate;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes what extractors are given. Accounts of one source share its connections and its budget; all
 * share the HTTP client and the {@link SharedResources}. Closing it removes the files and ends what
 * is shared. Thread-safe.
 */
public final class SourceContexts implements AutoCloseable {
  private final Lake lake;
  private final RunContext run;
  private final Outside outside;
  private final SharedResources shared;
  private final Map<String, PerSource> perSource = new ConcurrentHashMap<>();
  private final TempSpace temp;

  /**
   * Where a run meets the world.
   *
   * @param progress told what is being done, for terminals
   * @param lasting what several runs of one process share and whoever made it closes; null where
   *     each has its own
   */
  public record Outside(
      Environment environment,
      HostResolver resolver,
      Sleeper sleeper,
      Consumer<String> progress,
      @Nullable SharedResources lasting) {
    /** Where each run has its own resources. */
    public Outside(
        Environment environment,
        HostResolver resolver,
        Sleeper sleeper,
        Consumer<String> progress) {
      this(environment, resolver, sleeper, progress, null);
    }

    /** The real one. */
    public static Outside of(Environment environment, Consumer<String> progress) {
      return new Outside(environment, HostResolver.SYSTEM, Sleeper.REAL, progress);
    }
  }

  private record PerSource(PortalFacts portal, Semaphore connections, Budget budget) {}

  /** One account's context with the breaker its calls go through. */
  public record Opened(SourceContext context, Breaker breaker) {}

  /** Reads and creates nothing. */
  public SourceContexts(Lake lake, RunContext run, Outside outside) {
    this.lake = lake;
    this.run = run;
    this.outside = outside;
    this.temp = new TempSpace(lake.settings().home(), run.run());
    this.shared =
        outside.lasting() == null
            ? new SharedResources(new TempFolder(() -> temp.folder().resolve("shared")))
            : outside.lasting();
  }

  /**
   * The context of an account.
   *
   * @throws com.bedrot.lake.conf.error.ConfigurationException {@code CONTRACT_INVALID}
   */
  public Opened open(SourceContract contract, Account account) {
    ExtractSettings settings = lake.settings().extract();
    PerSource source = perSource.computeIfAbsent(contract.id(), id -> source(contract));
    String name = contract.id() + "." + account.key();
    Breaker breaker =
        new Breaker(lake.ops(), contract.id(), account.key(), settings.breaker(), run.clock());
    AddressGuard guard = new AddressGuard(source.portal(), settings, outside.resolver());
    PortalFacts.Rate rate = source.portal().rate();
    SourceHttp http =
        new SourceHttp(
            source.portal(),
            settings,
            guard,
            () -> shared.get(Client.class, () -> new Client(SourceHttp.client(settings))).http(),
            new SourceHttp.Pacing(
                source.connections(),
                new RateGate(name, rate.perMinute(), run.clock(), outside.sleeper()),
                new UsageGate(rate, outside.sleeper()),
                new Retrying(name, settings.retry(), run.clock(), outside.sleeper()),
                breaker,
                source.budget()),
            run.clock());
    SourceContext context =
        new SourceContext(
            contract,
            source.portal(),
            account,
            new AccountSecrets(outside.environment(), contract.id(), account.key()),
            lake.settings(),
            run,
            http,
            guard,
            source.budget(),
            outside.sleeper(),
            shared,
            new LedgerFiles(lake, contract.id(), account.key()),
            new TempFolder(() -> temp.folder().resolve(name)),
            outside.progress());
    return new Opened(context, breaker);
  }

  private PerSource source(SourceContract contract) {
    PortalFacts portal = PortalFacts.of(contract);
    return new PerSource(
        portal,
        new Semaphore(portal.rate().concurrent(), true),
        new Budget(contract.id(), lake.settings().extract().budget(), run.clock()));
  }

  /** The HTTP client, which ends with the process. */
  private record Client(HttpClient http) implements AutoCloseable {
    @Override
    public void close() {}
  }

  @Override
  public void close() {
    if (outside.lasting() == null) {
      shared.close();
    }
    temp.close();
  }
}
