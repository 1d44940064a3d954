package com.bedrot.lake.extract.source.metaads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.extract.cli.ExtractCommand;
import com.bedrot.lake.extract.source.LakeProcess;
import com.bedrot.lake.extract.source.Landed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed while it fetches and lands. */
class KilledExtractIT {
  private static final int KILLED = 137;
  private static final String[] ARGUMENTS = {"extract", "metaads", "--dataset", "campaigns"};

  @TempDir Path folder;
  private final GraphServer graph = new GraphServer();

  @AfterEach
  void end() {
    graph.close();
  }

  private Map<String, String> variables() {
    return Map.of(
        "LAKE_HOME",
        folder.resolve("home").toString(),
        "LAKE_METAADS_MAIN_ACCESS_TOKEN",
        GraphServer.TOKEN);
  }

  private void install() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(
        home.resolve("lake.yml"),
        "accounts: {metaads: {main: {handles: [\"101\"], currency: USD}}}\n"
            + "extract: {allow-loopback: true, origins: {metaads: {api: \""
            + graph.origin()
            + "\"}}}\n");
  }

  private Lake lake() {
    return LakeOpener.open(Map.of(), Environment.of(variables()));
  }

  private int extractAgain() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, UTF_8);
    Printer printer = new Printer(stream, stream, Terminal.PLAIN);
    return LakeCommandLine.run(
        ExtractCommand.class,
        new CommandContext(printer, Environment.of(variables()), RunContext.start()),
        ARGUMENTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extract.fetched",
        "import.file-written",
        "import.bytes-written",
        "import.manifest-written",
        "import.announced",
        "extract.landed"
      })
  void theNextRunFetchesTheSameWindowAndAnnouncesItsContentOnce(String point)
      throws IOException, InterruptedException {
    install();

    LakeProcess process = new LakeProcess(folder.resolve("process"), variables());
    assertThat(process.start(List.of("-Dlake.kill-at=" + point), ARGUMENTS).waitFor())
        .as(process.printed())
        .isEqualTo(KILLED);
    Landed.everyManifestHasItsBytes(lake());
    Path files = folder.resolve("home/tmp");
    assertThat(files).isDirectoryContaining(Files::isDirectory);
    assertThat(lake().ops().fetches().readAll()).isEmpty();
    long before = graph.calls("/campaigns");

    assertThat(extractAgain()).isZero();
    Landed.everyManifestHasItsBytes(lake());
    assertThat(files).isDirectoryNotContaining(Files::isDirectory);
    assertThat(graph.calls("/campaigns")).isEqualTo(2 * before);
    assertThat(lake().ops().fetches().readAll())
        .extracting(Fetch::outcome, Fetch::rows)
        .containsExactly(tuple("rows", 3L));
    assertThat(lake().ops().inbox())
        .flatExtracting(InboxEntry::fileIds)
        .hasSize(1)
        .doesNotHaveDuplicates();
  }
}
