package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.jobs.publish.PublishReport;
import com.bedrot.lake.jobs.raw.RawReport;
import com.bedrot.lake.jobs.staging.StagingReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, hop by hop; what it never reached is null or empty.
 *
 * @param failures subject (dataset, publish group, {@code warehouse}, {@code archive}) to what went
 *     wrong with it; the others are done
 * @param timings hop to the time it took
 */
public record RunOutcome(
    String runId,
    RawReport raw,
    Map<String, StagingReport> staging,
    @Nullable PublishReport publish,
    Map<String, Long> exported,
    Map<String, RuntimeException> failures,
    Map<String, Duration> timings) {
  public RunOutcome {
    staging = java.util.Collections.unmodifiableMap(new TreeMap<>(staging));
    exported = java.util.Collections.unmodifiableMap(new TreeMap<>(exported));
    failures = java.util.Collections.unmodifiableMap(new TreeMap<>(failures));
    timings = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(timings));
  }

  /** Open holds this run met or made. */
  public List<Hold> openHolds() {
    List<Hold> open = new ArrayList<>();
    staging.values().forEach(s -> open.addAll(s.holds()));
    if (publish != null) {
      open.addAll(publish.holds());
    }
    return open.stream().filter(h -> h.state() == Hold.State.OPEN).toList();
  }

  /** Whether files or rows were set apart. */
  public boolean isPartial() {
    boolean files =
        raw.entries().stream().anyMatch(e -> e.state() == FileState.QUARANTINED)
            || staging.values().stream()
                .flatMap(s -> s.standings().stream())
                .anyMatch(e -> e.state() == FileState.QUARANTINED);
    return files || staging.values().stream().anyMatch(s -> s.rowsQuarantined() > 0);
  }

  /** {@code ok}, {@code partial}, {@code held} or {@code failed}. */
  public String outcome() {
    if (!failures.isEmpty()) {
      return "failed";
    }
    if (!openHolds().isEmpty()) {
      return "held";
    }
    return isPartial() ? "partial" : "ok";
  }

  /** The exit status, by the precedence of {@link ExitCode#winning}. */
  public ExitCode exitCode(Strictness strictness) {
    List<ExitCode> codes = new ArrayList<>();
    failures.values().forEach(e -> codes.add(codeOf(e)));
    if (!openHolds().isEmpty()) {
      codes.add(ExitCode.HELD);
    }
    if (strictness == Strictness.STRICT && isPartial()) {
      codes.add(ExitCode.SOME_FAILED);
    }
    return ExitCode.winning(codes);
  }

  private static ExitCode codeOf(RuntimeException failure) {
    ExitCode code =
        failure instanceof LakeException known
            ? known.code().exitCode()
            : ErrorCode.TRANSFORM_FAILED.exitCode();
    return code == ExitCode.OK ? ExitCode.SOME_FAILED : code;
  }

  /** Whether quarantined files or rows alone make the exit status 1. */
  public enum Strictness {
    LENIENT,
    STRICT
  }
}
