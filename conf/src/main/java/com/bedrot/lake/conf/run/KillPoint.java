package com.bedrot.lake.conf.run;

/**
 * Named places in the walk of a record where a crash test can end the process as {@code kill -9}
 * would.
 */
public final class KillPoint {
  private static final String ARMED = System.getProperty("lake.kill-at", "");

  private KillPoint() {}

  /**
   * Halts the JVM at once, without hooks, where the system property {@code lake.kill-at} names this
   * point.
   */
  public static void reach(String name) {
    if (!ARMED.isEmpty() && ARMED.equals(name)) {
      Runtime.getRuntime().halt(137);
    }
  }
}
