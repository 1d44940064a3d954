package com.bedrot.lake.extract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaStartCommandTest {
  @TempDir Path home;

  @Test
  void runsUntilItIsInterrupted() throws Exception {
    PipedInputStream notes = new PipedInputStream();
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            new Printer(
                new PrintStream(result, true, StandardCharsets.UTF_8),
                new PrintStream(new PipedOutputStream(notes), true, StandardCharsets.UTF_8),
                Terminal.PLAIN),
            Environment.of(Map.of()),
            RunContext.start(Clock.systemUTC()));
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread command =
        new Thread(
            () ->
                status.complete(
                    LakeCommandLine.run(
                        ExtractCommand.class,
                        context,
                        "replica",
                        "start",
                        "--home",
                        home.toString())));
    command.start();
    String note =
        new BufferedReader(new InputStreamReader(notes, StandardCharsets.UTF_8)).readLine();
    assertThat(note)
        .matches("faults: POST http://127\\.0\\.0\\.1:\\d+/faults/SOURCE/FAULT; stop with Ctrl-C");
    HttpRequest faults =
        HttpRequest.newBuilder(URI.create(note.replaceAll(".*(http\\S+/faults)/.*", "$1"))).build();
    assertThat(HttpClient.newHttpClient().send(faults, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("[]\n");
    assertThat(result.toString(StandardCharsets.UTF_8))
        .isEqualTo(". '" + home.resolve("replica.env") + "'\n");
    assertThat(home.resolve("lake.yml")).content().contains("allow-loopback: true");
    command.interrupt();
    assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(130);
  }
}
