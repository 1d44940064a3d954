package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.extract.landing.FetchLanding;
import com.bedrot.lake.extract.resilience.Breaker;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what is due of every account side by side. One account's failure never stops another;
 * what is not configured is named, not failed. Needs no lock: it writes landing, inbox, the fetch
 * and run journals, and its own state.
 */
public final class ExtractRun {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractRun.class);

  private final Lake lake;
  private final RunContext run;
  private final SourceContexts.Outside outside;
  private final ExtractRequest request;

  public ExtractRun(
      Lake lake, RunContext run, SourceContexts.Outside outside, ExtractRequest request) {
    this.lake = lake;
    this.run = run;
    this.outside = outside;
    this.request = request;
  }

  /** What would be fetched: no call is made, nothing is written. */
  public List<WindowOutcome> plan() {
    return outcomes(AccountRun::plan);
  }

  /** Fetches, lands and records. */
  public List<WindowOutcome> run() {
    List<WindowOutcome> outcomes = outcomes(AccountRun::run);
    lake.ops()
        .runs()
        .append(run, outcomes.stream().filter(ExtractRun::isStep).map(this::step).toList());
    return outcomes;
  }

  private interface Part {
    List<WindowOutcome> of(AccountRun account);
  }

  private List<WindowOutcome> outcomes(Part part) {
    List<SourceContract> sources =
        new SourceSelection(lake.contracts().sources(), lake.settings(), request).sources();
    List<WindowOutcome> outcomes = new ArrayList<>();
    FetchHistory history = new FetchHistory(lake.ops().fetches().readAll());
    Planner planner = new Planner(request, history, run.now(), lake.settings().run().firstPeriod());
    FetchLanding landing = new FetchLanding(lake, run);
    ExecutorService threads = Executors.newFixedThreadPool(lake.settings().extract().parallel());
    try (SourceContexts contexts = new SourceContexts(lake, run, outside)) {
      List<Future<List<WindowOutcome>>> pending = new ArrayList<>();
      for (SourceContract source : sources) {
        List<Account> accounts = accounts(source);
        if (accounts.isEmpty()) {
          outcomes.add(unconfigured(source));
        }
        for (Account account : accounts) {
          pending.add(threads.submit(() -> one(contexts, source, account, planner, landing, part)));
        }
      }
      for (Future<List<WindowOutcome>> one : pending) {
        outcomes.addAll(taken(one));
      }
    } finally {
      threads.shutdownNow();
    }
    return refuseNamed(outcomes);
  }

  private List<WindowOutcome> one(
      SourceContexts contexts,
      SourceContract source,
      Account account,
      Planner planner,
      FetchLanding landing,
      Part part) {
    try {
      SourceContexts.Opened opened = contexts.open(source, account);
      AccountRun accountRun =
          new AccountRun(
              opened.context(), SourceClasses.extractor(source), planner, landing, this::record);
      List<WindowOutcome> outcomes = part.of(accountRun);
      save(opened.breaker());
      return outcomes;
    } catch (LakeException failed) {
      OutcomeMaker maker = new OutcomeMaker(source.id(), account.key(), run);
      return List.of(
          maker.failed(null, failed.code(), String.valueOf(failed.getMessage()), run.now()));
    }
  }

  /** What was landed stays landed where the state cannot be kept. */
  private static void save(Breaker breaker) {
    try {
      breaker.save();
    } catch (ConnectionException failed) {
      LOG.warn("the circuit breaker's state is not kept: {}", failed.getMessage());
    }
  }

  private synchronized void record(Fetch fetch) {
    lake.ops().fetches().append(run, List.of(fetch));
  }

  private List<Account> accounts(SourceContract source) {
    return new TreeMap<>(lake.settings().accountsOf(source.id()))
        .values().stream()
            .filter(a -> request.account() == null || request.account().equals(a.key()))
            .toList();
  }

  private WindowOutcome unconfigured(SourceContract source) {
    return new OutcomeMaker(source.id(), "", run)
        .account(
            Kind.UNCONFIGURED,
            null,
            "no account under accounts." + source.id() + " in the settings");
  }

  /** A source that is named and cannot be fetched is an error; else it is only said. */
  private List<WindowOutcome> refuseNamed(List<WindowOutcome> outcomes) {
    for (WindowOutcome outcome : outcomes) {
      boolean named =
          request.names(outcome.source()) && outcomes.stream().noneMatch(o -> works(o, outcome));
      if (outcome.kind() == Kind.UNCONFIGURED && named) {
        throw new ConfigurationException(
            ErrorCode.SOURCE_UNCONFIGURED, outcome.source() + ": " + outcome.detail());
      }
    }
    return List.copyOf(outcomes);
  }

  private static boolean works(WindowOutcome other, WindowOutcome outcome) {
    return other.source().equals(outcome.source()) && other.kind() != Kind.UNCONFIGURED;
  }

  private static List<WindowOutcome> taken(Future<List<WindowOutcome>> pending) {
    try {
      return pending.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while fetching", stop);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    }
  }

  private static boolean isStep(WindowOutcome outcome) {
    return switch (outcome.kind()) {
      case LANDED, KNOWN, EMPTY, FAILED, SKIPPED -> true;
      default -> false;
    };
  }

  private StepRecord step(WindowOutcome outcome) {
    String outcomeWord =
        switch (outcome.kind()) {
          case FAILED -> outcome.code() == ErrorCode.INTERRUPTED ? "interrupted" : "failed";
          case SKIPPED -> "skipped";
          default -> "ok";
        };
    String dataset = outcome.dataset();
    return new StepRecord(
        run.run().value(),
        run.attempt(),
        "extract",
        dataset == null ? outcome.source() : outcome.source() + "." + dataset,
        outcome.account(),
        outcome.startedAt(),
        outcome.endedAt(),
        outcome.rows(),
        outcome.rows(),
        0,
        outcome.bytes(),
        outcomeWord,
        outcome.code() == null ? null : outcome.code().name(),
        outcome.window() == null ? outcome.detail() : outcome.window() + ": " + outcome.detail());
  }
}
