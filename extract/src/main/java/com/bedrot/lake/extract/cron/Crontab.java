package com.bedrot.lake.extract.cron;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Shown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The user's crontab, by the {@code crontab} program: texts are its bytes as Latin-1. */
public final class Crontab {
  private static final String EMPTY = "no crontab for";

  private final String program;

  /**
   * @param program name or path of the program
   */
  public Crontab(String program) {
    this.program = program;
  }

  private record Ended(int status, String out) {}

  /**
   * The whole of it, empty where the user has none.
   *
   * @throws ConnectionException {@code CRON_UNAVAILABLE}
   */
  public String read() {
    Ended ended = run("", "-l");
    if (ended.status() == 0) {
      return ended.out();
    }
    if (ended.out().contains(EMPTY)) {
      return "";
    }
    throw refused("-l", ended);
  }

  /**
   * Replaces it, and reads it back.
   *
   * @throws ConnectionException {@code CRON_UNAVAILABLE} where it was refused or is not what was
   *     given
   */
  public void write(String text) {
    Ended ended = text.isEmpty() ? run("", "-r") : run(text, "-");
    if (ended.status() != 0) {
      throw refused(text.isEmpty() ? "-r" : "-", ended);
    }
    if (!read().equals(text)) {
      throw new ConnectionException(
          ErrorCode.CRON_UNAVAILABLE, program + " did not keep what it was given");
    }
  }

  private Ended run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.ISO_8859_1));
      }
      byte[] out = process.getInputStream().readAllBytes();
      return new Ended(process.waitFor(), new String(out, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.CRON_UNAVAILABLE, "cannot start " + program + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException(ErrorCode.INTERRUPTED, program + " was interrupted", e);
    }
  }

  private ConnectionException refused(String argument, Ended ended) {
    return new ConnectionException(
        ErrorCode.CRON_UNAVAILABLE,
        program
            + " "
            + argument
            + " ended with "
            + ended.status()
            + ": "
            + Shown.text(ended.out().strip()));
  }
}
