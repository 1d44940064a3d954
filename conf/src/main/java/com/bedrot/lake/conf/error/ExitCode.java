package com.bedrot.lake.conf.error;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What a command's exit status says to cron and to scripts. */
public enum ExitCode {
  OK(0),
  /** Some source or table failed, the others are done. */
  SOME_FAILED(1),
  USAGE(2),
  /** A quality gate held publication. */
  HELD(3),
  /** A person must act (log in, answer a second factor). */
  HUMAN(4),
  DEPENDENCY_DOWN(5),
  INTEGRITY(8),
  INTERNAL(70),
  LOCKED(75),
  INTERRUPTED(130);

  private static final List<ExitCode> PRECEDENCE =
      List.of(
          INTEGRITY,
          INTERRUPTED,
          LOCKED,
          USAGE,
          DEPENDENCY_DOWN,
          HELD,
          HUMAN,
          INTERNAL,
          SOME_FAILED,
          OK);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process status, 0 to 255. */
  public int status() {
    return status;
  }

  /** The code of a process's status; {@link #INTERNAL} for one that is none of these. */
  public static ExitCode of(int status) {
    return Arrays.stream(values()).filter(c -> c.status == status).findFirst().orElse(INTERNAL);
  }

  /** The code that wins where several apply; {@link #OK} for an empty collection. */
  public static ExitCode winning(Collection<ExitCode> codes) {
    return PRECEDENCE.stream().filter(codes::contains).findFirst().orElse(OK);
  }
}
