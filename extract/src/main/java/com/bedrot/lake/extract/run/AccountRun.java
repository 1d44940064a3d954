package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.landing.FetchLanding;
import com.bedrot.lake.extract.landing.FetchedContent;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account of one source: prepared, planned, fetched, landed. Whatever fails stays here. */
final class AccountRun {
  private static final Logger LOG = LoggerFactory.getLogger(AccountRun.class);

  /** After these the account's other windows would fail the same way. */
  private static final Set<ErrorCode> ENDS_ACCOUNT =
      Set.of(
          ErrorCode.SOURCE_BREAKER_OPEN,
          ErrorCode.SOURCE_USAGE_SPENT,
          ErrorCode.BUDGET_SPENT,
          ErrorCode.ADDRESS_REFUSED,
          ErrorCode.INTERRUPTED,
          ErrorCode.CONTRACT_INVALID);

  private final SourceContext context;
  private final Extractor extractor;
  private final Planner planner;
  private final FetchLanding landing;
  private final Consumer<Fetch> recorded;
  private final OutcomeMaker outcome;

  /**
   * @param recorded takes each fetch as soon as it ended
   */
  AccountRun(
      SourceContext context,
      Extractor extractor,
      Planner planner,
      FetchLanding landing,
      Consumer<Fetch> recorded) {
    this.context = context;
    this.extractor = extractor;
    this.planner = planner;
    this.landing = landing;
    this.recorded = recorded;
    this.outcome = new OutcomeMaker(context.source(), context.account().key(), context.run());
  }

  /** What would be fetched; no call is made. */
  List<WindowOutcome> plan() {
    return guarded(
        () -> {
          List<WindowOutcome> planned = new ArrayList<>();
          for (DueWindow due : due()) {
            planned.add(outcome.planned(due, extractor.plan(context, due)));
          }
          return planned;
        });
  }

  /** Fetches and lands what is due. */
  List<WindowOutcome> run() {
    return guarded(
        () -> {
          List<DueWindow> due = due();
          return due.isEmpty() ? List.of() : fetchAll(due);
        });
  }

  private List<DueWindow> due() {
    return planner.due(context.contract(), context.portal(), context.account().key()).stream()
        .filter(due -> !extractor.plan(context, due).isEmpty())
        .toList();
  }

  private interface Work {
    List<WindowOutcome> outcomes();
  }

  private List<WindowOutcome> guarded(Work work) {
    Instant started = context.now();
    try {
      Optional<String> missing = extractor.prepare(context);
      if (missing.isPresent()) {
        return List.of(outcome.account(Kind.UNCONFIGURED, null, missing.get()));
      }
      List<WindowOutcome> outcomes = work.outcomes();
      return outcomes.isEmpty()
          ? List.of(outcome.account(Kind.NOT_DUE, null, "nothing is due"))
          : outcomes;
    } catch (RuntimeException failed) {
      return List.of(failure(null, failed, started));
    } finally {
      close();
    }
  }

  /** An extractor that does not close takes nothing back that was landed. */
  private void close() {
    try {
      extractor.close();
    } catch (RuntimeException failed) {
      LOG.warn("{} {} did not close", context.source(), context.account().key(), failed);
    }
    context.temp().close();
  }

  private List<WindowOutcome> fetchAll(List<DueWindow> due) {
    checkAccount();
    List<WindowOutcome> outcomes = new ArrayList<>();
    boolean ended = false;
    for (DueWindow one : due) {
      WindowOutcome last = ended ? outcome.skipped(one) : fetch(one);
      outcomes.add(last);
      ended |= endsAccount(last.code());
    }
    return outcomes;
  }

  private static boolean endsAccount(@Nullable ErrorCode code) {
    return code != null
        && (ENDS_ACCOUNT.contains(code)
            || code.exitCode() == ExitCode.HUMAN
            || code.exitCode() == ExitCode.DEPENDENCY_DOWN);
  }

  private void checkAccount() {
    Set<String> shown = extractor.identify(context);
    Account account = context.account();
    Set<String> configured =
        account.handles().stream().map(AccountRun::plain).collect(Collectors.toSet());
    configured.add(plain(account.key()));
    if (!shown.isEmpty() && shown.stream().map(AccountRun::plain).noneMatch(configured::contains)) {
      throw new AuthenticationException(
          ErrorCode.ACCOUNT_MISMATCH,
          context.source()
              + " shows account "
              + Shown.text(shown.stream().sorted().collect(Collectors.joining(", ")))
              + ", account "
              + account.key()
              + " has the handles "
              + account.handles());
    }
  }

  private static String plain(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("@") ? lower.substring(1) : lower;
  }

  private WindowOutcome fetch(DueWindow due) {
    Instant started = context.now();
    String what = due.dataset().key() + " " + context.account().key() + " " + due.window();
    context.progress().accept("fetching " + what);
    try {
      Fetched fetched = extractor.fetch(context, due);
      KillPoint.reach("extract.fetched");
      FetchedContent.Landed landed =
          landing.land(
              new FetchedContent(
                  due.dataset(),
                  context.account().key(),
                  fetched.files(),
                  started,
                  fetched.period(),
                  fetched.attributes()));
      KillPoint.reach("extract.landed");
      String kind = landed.rows() == 0 ? FetchOutcome.EMPTY : FetchOutcome.ROWS;
      record(due, kind, landed.rows(), null);
      return outcome.landed(due, landed, started);
    } catch (RuntimeException failed) {
      WindowOutcome failure = failure(due, failed, started);
      if (failure.code() != ErrorCode.INTERRUPTED) {
        record(due, FetchOutcome.FAILED, 0, failure.code());
      }
      return failure;
    } finally {
      context.temp().close();
    }
  }

  private WindowOutcome failure(@Nullable DueWindow due, RuntimeException failed, Instant started) {
    if (failed instanceof LakeException known) {
      LOG.info("{} {}: {}", context.source(), context.account().key(), known.code(), known);
      return outcome.failed(due, known.code(), String.valueOf(known.getMessage()), started);
    }
    LOG.error("{} {}: internal error", context.source(), context.account().key(), failed);
    return outcome.failed(
        due, ErrorCode.INTERNAL_ERROR, failed.getClass().getSimpleName(), started);
  }

  private void record(DueWindow due, String kind, long rows, @Nullable ErrorCode code) {
    RunContext run = context.run();
    recorded.accept(
        new Fetch(
            run.run().value(),
            context.source(),
            context.account().key(),
            due.dataset().name(),
            due.window().toString(),
            kind,
            rows,
            code == null ? null : code.name(),
            run.now()));
  }
}
