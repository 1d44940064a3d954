package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The extraction a run began with, a process of its own.
 *
 * @param exit how it ended
 * @param accounts what it tried of each account
 */
public record Extraction(ExitCode exit, List<AccountState> accounts) {
  private static final String STEP = "extract";
  private static final String OK = "ok";

  /**
   * What became of one account.
   *
   * @param state {@code ok, failed} or {@code interrupted}; failed too where only some windows are
   * @param windows fetched or tried
   * @param code of the failure whose exit wins, or null
   * @param exit what it adds to the run's end
   * @param detail one line for people, of that failure
   */
  public record AccountState(
      String source,
      String account,
      String state,
      int windows,
      long rows,
      @Nullable ErrorCode code,
      ExitCode exit,
      @Nullable String detail) {}

  public Extraction {
    accounts = List.copyOf(accounts);
  }

  /** From the steps of this run in the run journal. */
  public static Extraction of(ExitCode exit, String runId, List<StepRecord> journal) {
    Map<String, List<StepRecord>> steps = new TreeMap<>();
    for (StepRecord step : journal) {
      if (step.runId().equals(runId) && step.step().equals(STEP)) {
        steps
            .computeIfAbsent(source(step) + " " + step.account(), key -> new ArrayList<>())
            .add(step);
      }
    }
    return new Extraction(exit, steps.values().stream().map(Extraction::state).toList());
  }

  private static AccountState state(List<StepRecord> steps) {
    List<ExitCode> exits = steps.stream().map(Extraction::exit).toList();
    ExitCode worst = ExitCode.winning(exits);
    Optional<StepRecord> cause =
        steps.stream().filter(step -> step.errorCode() != null && exit(step) == worst).findFirst();
    StepRecord first = steps.get(0);
    return new AccountState(
        source(first),
        String.valueOf(first.account()),
        cause.map(StepRecord::outcome).orElse(OK),
        steps.size(),
        steps.stream().mapToLong(StepRecord::rowsOut).sum(),
        cause.map(Extraction::code).orElse(null),
        worst,
        cause.map(StepRecord::detail).orElse(null));
  }

  private static String source(StepRecord step) {
    return step.subject().split("\\.", 2)[0];
  }

  private static @Nullable ErrorCode code(StepRecord step) {
    String code = step.errorCode();
    return code == null ? null : ErrorCode.valueOf(code);
  }

  private static ExitCode exit(StepRecord step) {
    ErrorCode code = code(step);
    return code == null ? ExitCode.OK : code.failureExit();
  }

  /** The fields of the run's document, in the order they are read. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("exit_code", exit.status());
    fields.put("accounts", accounts.stream().map(Extraction::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(AccountState state) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", state.source());
    fields.put("account", state.account());
    fields.put("state", state.state());
    fields.put("windows", state.windows());
    fields.put("rows", state.rows());
    ErrorCode code = state.code();
    if (code != null) {
      fields.put("code", code.name());
      fields.put("exit_class", state.exit().name().toLowerCase(Locale.ROOT));
      fields.put("exit_code", state.exit().status());
      fields.put("detail", String.valueOf(state.detail()));
    }
    return fields;
  }
}
