package com.bedrot.lake.conf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ValidationException;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class LakeCommandLineTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path project;
  private final Streams streams = new Streams();

  @Command(
      name = "lake",
      subcommands = {Greet.class, Fail.class})
  static final class Root {}

  @Command(name = "greet", mixinStandardHelpOptions = true, description = "Greets.")
  static final class Greet implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();
    @Parameters private String name;

    Greet(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      int threads = settings.open(context).settings().run().landingThreads();
      context.printer().result("hello " + name + " on " + threads);
      return 0;
    }
  }

  @Command(name = "fail")
  static final class Fail implements Callable<Integer> {
    @Parameters private String how;

    @Override
    public Integer call() {
      throw switch (how) {
        case "held" -> new ValidationException(ErrorCode.GATE_HELD, "2 rules broke");
        case "verdict" -> new ValidationException(ErrorCode.FILE_EMPTY, "a.csv");
        default -> new IllegalStateException("a bug");
      };
    }
  }

  @Test
  void commandsAreMadeWithTheirContextAndSettings() {
    int status = run("greet", "you", "--set", "run.landing-threads=5");

    assertThat(streams.out()).isEqualTo("hello you on 5\n");
    assertThat(status).isZero();
    assertThat(project).isEmptyDirectory();
  }

  @Test
  void aKnownErrorEndsWithItsCodesStatus() {
    assertThat(run("fail", "held")).isEqualTo(3);
    assertThat(streams.err())
        .isEqualTo(
            """
            error GATE_HELD: A quality gate held the publication
              why: 2 rules broke
              fix: `lake hold ls`, then `lake hold show ID`, then accept or reject it.
              run: 20261120T120000Z-aaaaaa
            """);
    assertThat(run("fail", "verdict")).isEqualTo(1);
  }

  @Test
  void anUnknownErrorIsAnInternalError() {
    assertThat(run("fail", "bug")).isEqualTo(70);
    assertThat(streams.err())
        .isEqualTo(
            """
            error INTERNAL_ERROR: An internal error
              why: IllegalStateException: a bug
                   log: stderr
              fix: Report it with the run id and the log file.
              run: 20261120T120000Z-aaaaaa
            """);
  }

  @Test
  void aMisuseIsExplained() {
    assertThat(run("greet")).isEqualTo(2);
    assertThat(streams.err())
        .isEqualTo(
            """
            error USAGE_INVALID: The command cannot be understood
              why: Missing required parameter: '<name>'
                   usage: lake greet --help
              fix: See `lake help` and `lake COMMAND --help`.
            """);
    assertThat(run("greet", "you", "--set", "run.nothing=1")).isEqualTo(2);
    assertThat(run("gret")).isEqualTo(2);
  }

  @Test
  void helpIsAResult() {
    assertThat(run("greet", "--help")).isZero();
    assertThat(streams.out()).contains("Usage: lake greet").contains("Greets.");
  }

  private int run(String... arguments) {
    CommandContext context =
        new CommandContext(
            streams.printer(Terminal.PLAIN),
            Environment.of(Map.of("PROJECT_ROOT", project.toString())),
            new RunContext(new RunId("20261120T120000Z-aaaaaa"), 1, NOON));
    return LakeCommandLine.run(Root.class, context, arguments);
  }
}
