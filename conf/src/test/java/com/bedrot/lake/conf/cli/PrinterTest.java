package com.bedrot.lake.conf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrinterTest {
  private static final RunId RUN = new RunId("20261120T120000Z-aaaaaa");
  private final Streams streams = new Streams();
  private final Printer printer = streams.printer(Terminal.PLAIN);

  @Test
  void resultsGoToStdoutAndTheRestToStderr() {
    printer.result("the result");
    printer.note("a note");
    printer.warn("careful");

    assertThat(streams.out()).isEqualTo("the result\n");
    assertThat(streams.err()).isEqualTo("a note\nwarning: careful\n");
  }

  @Test
  void alignsTablesWithNumbersToTheRight() {
    printer.result(
        new TextTable(
            List.of("file", "rows", "state"),
            List.of(List.of("a.csv", "923", "accepted"), List.of("größe.csv", "7", "held"))));

    assertThat(streams.out())
        .isEqualTo(
            """
            FILE       ROWS  STATE
            a.csv       923  accepted
            größe.csv     7  held
            """);
  }

  @Test
  void jsonDocumentsStartWithTheirSchemaVersion() {
    printer.json(1, Map.of("rows", 3));

    assertThat(streams.out())
        .isEqualTo(
            """
            {
              "schema_version" : 1,
              "rows" : 3
            }
            """);
  }

  @Test
  void anErrorSaysWhatWhyAndWhatNext() {
    printer.error(new ConfigurationException(ErrorCode.NOT_FOUND, "no file has the id 12"), RUN);

    assertThat(streams.err())
        .isEqualTo(
            """
            error NOT_FOUND: Nothing has that name or id
              why: no file has the id 12
              fix: List the known ones: `lake ledger ls`, `lake hold ls`, `lake quarantine ls`, \
            `lake contract ls`.
              run: 20261120T120000Z-aaaaaa
            """);
    assertThat(streams.out()).isEmpty();
  }

  @Test
  void dataCannotSteerTheTerminal() {
    printer.result("title \u001b[31mred\u001b]0;owned\u0007 \u202egpj.exe\rover \u0000");
    printer.note("a\nb");
    printer.result(new TextTable(List.of("title"), List.of(List.of("x\ny\u001b[2J"))));

    assertThat(streams.out()).isEqualTo("title red \\u202egpj.exe\\rover \\u0000\nTITLE\nx\\ny\n");
    assertThat(streams.err()).isEqualTo("a\nb\n");
  }

  @Test
  void secretsArePrintedNowhere() {
    String canary = new Secret("canary-7391-secret").reveal();
    printer.result("value " + canary);
    printer.json(1, Map.of("value", canary));
    printer.result(new TextTable(List.of("v"), List.of(List.of(canary))));
    printer.note(canary + " password=hunter22");
    printer.error(ErrorCode.STORE_DENIED, "with " + canary, RUN);

    assertThat(streams.out() + streams.err()).doesNotContain(canary).doesNotContain("hunter22");
    assertThat(streams.out()).contains("value ******");
  }

  @Test
  void dataThatLooksLikeASecretStaysInResults() {
    printer.result("title: Secret: Love, token=me");

    assertThat(streams.out()).isEqualTo("title: Secret: Love, token=me\n");
  }

  @Test
  void progressIsForTerminalsOnly() {
    printer.progress("1 of 3");
    assertThat(streams.err()).isEmpty();

    Printer onTerminal = streams.printer(new Terminal(true, true));
    onTerminal.progress("2 of 3");
    onTerminal.result("done");
    assertThat(streams.err()).isEqualTo("\r\u001b[2K2 of 3\r\u001b[2K");
    assertThat(streams.out()).isEqualTo("done\n");
  }

  @Test
  void coloursErrorsOnATerminal() {
    streams.printer(new Terminal(true, true)).error(ErrorCode.LOCK_HELD, "why", null);

    assertThat(streams.err()).startsWith("\u001b[31merror LOCK_HELD\u001b[0m: ");
  }

  @Test
  void honoursNoColorCiAndDumbTerminals() {
    assertThat(terminal(true, "TERM", "xterm")).isEqualTo(new Terminal(true, true));
    assertThat(terminal(true, "TERM", "xterm", "NO_COLOR", "1"))
        .isEqualTo(new Terminal(false, true));
    assertThat(terminal(true, "TERM", "xterm", "CI", "true")).isEqualTo(Terminal.PLAIN);
    assertThat(terminal(true, "TERM", "dumb")).isEqualTo(Terminal.PLAIN);
    assertThat(terminal(true)).isEqualTo(Terminal.PLAIN);
    assertThat(terminal(false, "TERM", "xterm")).isEqualTo(Terminal.PLAIN);
  }

  private static Terminal terminal(boolean attached, String... pairs) {
    Map<String, String> variables = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return Terminal.of(Environment.of(variables), attached);
  }
}
