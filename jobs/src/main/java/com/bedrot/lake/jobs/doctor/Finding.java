package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.LakeException;
import java.util.Locale;

/**
 * What one look at the installation found.
 *
 * @param check what was looked at, e.g. {@code store.landing}
 * @param what what was found
 * @param why what it means; empty where all is well
 * @param fix the command or act that mends it; empty where all is well
 * @param exit the status a failure of this kind ends with
 */
public record Finding(
    String check, Level level, String what, String why, String fix, ExitCode exit) {
  /** How bad it is. */
  public enum Level {
    OK,
    WARN,
    FAIL;

    /** As it is printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String what) {
    return new Finding(check, Level.OK, what, "", "", ExitCode.OK);
  }

  static Finding warn(String check, String what, String why, String fix) {
    return new Finding(check, Level.WARN, what, why, fix, ExitCode.OK);
  }

  /** Something outside the program is missing or broken: status 5. */
  static Finding down(String check, String what, String why, String fix) {
    return new Finding(check, Level.FAIL, what, why, fix, ExitCode.DEPENDENCY_DOWN);
  }

  /** The installation is set up wrongly: status 2. */
  static Finding misconfigured(String check, String what, String why, String fix) {
    return new Finding(check, Level.FAIL, what, why, fix, ExitCode.USAGE);
  }

  /** What an error says. */
  static Finding of(String check, LakeException error) {
    ErrorCode code = error.code();
    ExitCode exit = code.exitCode() == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.DEPENDENCY_DOWN;
    return new Finding(
        check, Level.FAIL, code.title(), String.valueOf(error.getMessage()), code.fix(), exit);
  }
}
