package com.bedrot.lake.conf.cli;

import com.bedrot.lake.conf.settings.Environment;

/**
 * What the other end of the streams can show.
 *
 * @param colour whether colours are wanted
 * @param progress whether a line may be rewritten in place
 */
public record Terminal(boolean colour, boolean progress) {
  /** Plain text only. */
  public static final Terminal PLAIN = new Terminal(false, false);

  /**
   * What the variables allow on a terminal: {@code NO_COLOR} ends colours, {@code CI} and {@code
   * TERM=dumb} end both.
   *
   * @param attached whether the streams go to a terminal
   */
  public static Terminal of(Environment environment, boolean attached) {
    boolean dumb = environment.get("TERM").map("dumb"::equals).orElse(true);
    boolean able = attached && !dumb && environment.get("CI").isEmpty();
    return new Terminal(able && environment.get("NO_COLOR").isEmpty(), able);
  }

  /** The terminal of this process, if it has one. */
  public static Terminal ofProcess(Environment environment) {
    return of(environment, System.console() != null);
  }
}
