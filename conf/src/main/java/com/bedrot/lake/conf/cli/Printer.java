package com.bedrot.lake.conf.cli;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.log.PlainText;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.Masking;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every command prints with: the result to stdout, progress, notes and errors to stderr. Text
 * from data cannot steer the terminal. Thread-safe.
 */
public final class Printer {
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;
  private boolean progressShown;

  public Printer(PrintStream out, PrintStream err, Terminal terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** The printer of this process. */
  @SuppressWarnings("SystemOut")
  public static Printer standard(Environment environment) {
    return new Printer(System.out, System.err, Terminal.ofProcess(environment));
  }

  public Terminal terminal() {
    return terminal;
  }

  /** A line of the result. */
  public synchronized void result(String line) {
    clearProgress();
    out.println(Masking.maskKnown(PlainText.lines(line)));
    out.flush();
  }

  /** A table as the result; nothing but the header where it has no rows. */
  public synchronized void result(TextTable table) {
    clearProgress();
    List<String> lines = table.lines();
    out.println(coloured(BOLD, lines.get(0)));
    lines.stream().skip(1).map(Masking::maskKnown).forEach(out::println);
    out.flush();
  }

  /** One JSON document as the result, with {@code schema_version} first. */
  public synchronized void json(int schemaVersion, Map<String, ?> fields) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema_version", schemaVersion);
    document.putAll(fields);
    clearProgress();
    out.println(Masking.maskKnown(LakeJson.pretty(document)));
    out.flush();
  }

  /** Text made for a program (CSV, NDJSON): printed as it is. */
  public synchronized void raw(String text) {
    out.print(text);
    out.flush();
  }

  /** Where help and version texts go: the result. */
  PrintWriter helpWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** A line for people beside the result. */
  public synchronized void note(String line) {
    clearProgress();
    err.println(forPeople(line));
    err.flush();
  }

  /** A line people should not overlook. */
  public synchronized void warn(String line) {
    clearProgress();
    err.println(coloured(YELLOW, "warning: ") + forPeople(line));
    err.flush();
  }

  /** What is being done now: one line that the next replaces; nothing without a terminal. */
  public synchronized void progress(String line) {
    if (terminal.progress()) {
      err.print(CLEAR_LINE + Masking.mask(PlainText.line(line)));
      err.flush();
      progressShown = true;
    }
  }

  /** An error: code, what, why, the way out, run id. */
  public synchronized void error(LakeException error, @Nullable RunId run) {
    error(error.code(), String.valueOf(error.getMessage()), run);
  }

  /** As {@link #error(LakeException, RunId)}, without an exception. */
  public synchronized void error(ErrorCode code, String why, @Nullable RunId run) {
    clearProgress();
    err.println(coloured(RED, "error " + code.name()) + ": " + code.title());
    err.println("  why: " + forPeople(why).replace("\n", "\n       "));
    err.println("  fix: " + code.fix());
    if (run != null) {
      err.println("  run: " + run);
    }
    err.flush();
  }

  private static String forPeople(String text) {
    return Masking.mask(PlainText.lines(text));
  }

  private void clearProgress() {
    if (progressShown) {
      err.print(CLEAR_LINE);
      err.flush();
      progressShown = false;
    }
  }

  private String coloured(String colour, String text) {
    return terminal.colour() ? colour + text + RESET : text;
  }
}
