package com.bedrot.lake.jobs.warehouse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one of PostgreSQL's programs. They refuse to run as root, so a root caller runs them in a
 * user namespace of their own, where the same files belong to nobody in particular.
 */
record ServerCommand(Path log) {
  private static final int ROOT = 0;

  /**
   * How a program ended.
   *
   * @param output what it printed, both streams
   */
  record Outcome(int status, String output) {
    boolean failed() {
      return status != 0;
    }
  }

  /** Runs to the end. Output goes by a file: a server started this way keeps its streams open. */
  Outcome run(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(asRoot() ? List.of("unshare", "-U", "--") : List.of());
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile())
            .directory(log.getRoot().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(Map.of("LC_MESSAGES", "C", "TZ", "UTC"));
    try {
      int status = builder.start().waitFor();
      return new Outcome(status, Files.readString(log));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.get(0), e);
    }
  }

  private static boolean asRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
        && uid == ROOT;
  }
}
