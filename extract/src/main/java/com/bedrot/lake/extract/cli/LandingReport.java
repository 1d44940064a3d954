package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frame of what commands that land files print, whether they fetch or import. */
final class LandingReport {
  private static final int LISTED = 40;

  /** What was not landed, and why. */
  record Problem(ErrorCode code, String why) {}

  /** The result, in its two forms. */
  interface Result {
    /** Tables and a summary. */
    void print(Printer printer);

    /** Adds the fields of the one document. */
    void addTo(Map<String, Object> document);
  }

  private final CommandContext context;
  private final LandingOptions options;

  LandingReport(CommandContext context, LandingOptions options) {
    this.context = context;
    this.options = options;
  }

  /** Prints the result, then the problems; the exit status that wins among these. */
  int print(Result result, List<Problem> problems) {
    Printer printer = context.printer();
    if (options.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("run_id", context.run().run().value());
      document.put("dry_run", options.dryRun());
      result.addTo(document);
      printer.json(1, document);
    } else {
      result.print(printer);
    }
    problems.stream()
        .limit(LISTED)
        .forEach(problem -> printer.error(problem.code(), problem.why(), context.run().run()));
    if (problems.size() > LISTED) {
      printer.note((problems.size() - LISTED) + " more errors; --json lists all of them");
    }
    return ExitCode.winning(problems.stream().map(p -> p.code().failureExit()).toList()).status();
  }

  /** Adds a field that there may be. */
  static void put(Map<String, Object> fields, String key, @Nullable Object value) {
    if (value != null) {
      fields.put(key, value.toString());
    }
  }
}
