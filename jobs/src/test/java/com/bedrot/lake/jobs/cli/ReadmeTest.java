package com.bedrot.lake.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Streams;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"'#]+)|(#.*)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");
  private static final Pattern PROGRAM = Pattern.compile("submit/[a-z-]+(\\.txt)?");

  @Test
  void opensWithTwoCommandsAndStaysShort() throws IOException {
    List<String> lines = Files.readAllLines(PROJECT.resolve("README.md"));

    assertThat(lines.subList(0, 4))
        .containsExactly("# lake", "", "    submit/lake demo", "    mvn -B -ntp verify");
    assertThat(lines).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void everyCommandItShowsIsUnderstood() throws IOException {
    List<List<String>> commands = commands();

    assertThat(commands).hasSizeGreaterThan(12);
    for (List<String> command : commands) {
      assertThatCode(
              () ->
                  LakeCommandLine.of(JobsCommand.class, context())
                      .parseArgs(command.toArray(String[]::new)))
          .as("submit/lake " + String.join(" ", command))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void everyFileItNamesIsThere() throws IOException {
    String text = text();
    for (Pattern pattern : List.of(LINK, PROGRAM)) {
      Matcher named = pattern.matcher(text);
      while (named.find()) {
        String file = pattern == LINK ? named.group(1) : named.group();
        assertThat(PROJECT.resolve(file)).as("named in README.md").exists();
      }
    }
  }

  /** The words after {@code submit/lake} in the fences; import is the extractors' own. */
  private static List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    boolean fenced = false;
    for (String line : text().lines().toList()) {
      fenced = line.startsWith("```") ? !fenced : fenced;
      int start = line.indexOf("submit/lake ");
      if (fenced && start >= 0 && !line.contains("submit/lake import")) {
        commands.add(words(line.substring(start + "submit/lake ".length())));
      }
    }
    return commands;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find() && word.group(4) == null) {
      words.add(word.group(1) != null ? word.group(1) : word.group());
    }
    return words;
  }

  private static String text() throws IOException {
    return Files.readString(PROJECT.resolve("README.md"));
  }

  private static CommandContext context() {
    return new CommandContext(
        new Streams().printer(Terminal.PLAIN), Environment.of(Map.of()), RunContext.start());
  }
}
