package com.bedrot.lake.jobs.warehouse;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Starts the small detached shell loop that stops the server once no client was connected for the
 * idle time, and that ends with the server.
 */
final class IdleWatch {
  private static final long LONGEST_STEP_SECONDS = 15;
  private static final String SCRIPT = "/warehouse/idle-watch.sh";

  private IdleWatch() {}

  static void start(WarehouseFolder folder, long serverPid, Duration idle) throws IOException {
    long step = Math.max(1, Math.min(LONGEST_STEP_SECONDS, idle.toSeconds() / 4));
    new ProcessBuilder(
            List.of(
                "setsid",
                "sh",
                "-c",
                script(),
                "lake-warehouse-idle",
                Long.toString(serverPid),
                folder.root().toString(),
                Long.toString(idle.toSeconds()),
                Long.toString(step)))
        .directory(new File("/"))
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String script() throws IOException {
    try (InputStream text = IdleWatch.class.getResourceAsStream(SCRIPT)) {
      if (text == null) {
        throw new IOException("no " + SCRIPT + " on the class path");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
