package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.Nearest;
import com.bedrot.lake.conf.error.Reaction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake explain}: what a code means and what to do. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Says what an error code or verdict means and what to do; lists all without one.")
public final class ExplainCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "A code as printed, e.g. CSV_QUOTE_OPEN.")
  private @Nullable String code;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  ExplainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Printer printer = context.printer();
    if (code != null) {
      explain(printer, known(code));
    } else if (json) {
      List<?> all = Arrays.stream(ErrorCode.values()).map(ExplainCommand::fields).toList();
      printer.json(1, Map.of("codes", all));
    } else {
      List<List<String>> rows =
          Arrays.stream(ErrorCode.values()).map(c -> List.of(c.name(), c.title())).toList();
      printer.result(new TextTable(List.of("code", "what it says"), rows));
    }
    return ExitCode.OK.status();
  }

  private void explain(Printer printer, ErrorCode known) {
    if (json) {
      printer.json(1, fields(known));
      return;
    }
    printer.result(known.name() + ": " + known.title());
    printer.result("what happens  " + reaction(known.reaction()));
    printer.result(
        "retrying      "
            + (known.retryable() ? "can help" : "does not help by itself: something must change"));
    printer.result("exit status   " + exit(known));
    printer.result("what to do    " + known.fix());
  }

  private static ErrorCode known(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    List<String> names = Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList();
    if (!names.contains(name)) {
      throw new ConfigurationException(
          ErrorCode.NOT_FOUND, "no code " + text + Nearest.hint(name, names));
    }
    return ErrorCode.valueOf(name);
  }

  private static Map<String, Object> fields(ErrorCode known) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("code", known.name());
    fields.put("title", known.title());
    fields.put("reaction", known.reaction().name().toLowerCase(Locale.ROOT));
    fields.put("retryable", known.retryable());
    fields.put("exit_status", known.exitCode().status());
    fields.put("fix", known.fix());
    return fields;
  }

  private static String exit(ErrorCode known) {
    return known.exitCode() == ExitCode.OK
        ? "0: the others go on (1 with --strict)"
        : String.valueOf(known.exitCode().status());
  }

  private static String reaction(Reaction reaction) {
    return switch (reaction) {
      case STOP -> "the command stops";
      case RETRY_LATER -> "it is left for the next run";
      case REFRESH_SESSION -> "the session is renewed and the request repeated";
      case QUARANTINE -> "the file or row is set apart, with its raw text; the others go on";
      case HOLD -> "it waits for a person's decision; what was published stays";
      case ASK_HUMAN -> "it stops until a person has acted";
      case FLAG -> "it is noted and shown; nothing is stopped";
    };
  }
}
