package com.bedrot.lake.extract.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Replica;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that ends while portals and APIs are being fetched: nothing half of it landed, neither
 * a browser nor a file of it stays, and the next run fetches the same windows, each once.
 */
@RequiresTool(Tool.CHROMIUM)
class KilledFetchIT {
  private static final int KILLED = 137;
  private static final int TERMINATED = 143;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Source to the path that is taken and not answered. */
  private static final Map<String, String> PORTALS =
      Map.of("tiktok", "/tiktokstudio/download/", "submithub", "/links/export.csv");

  private static final Map<String, String> APIS =
      Map.of("mailchimp", "/3.0/reports", "instagram", "/v25.0/");

  /** The windows that need what hangs. */
  private static final Pattern HANGING =
      Pattern.compile("(submithub link_analytics|mailchimp reports|instagram).*");

  @TempDir Path folder;
  private final Replica replica = Replica.start(Clock.systemUTC());
  private LakeProcess process;
  private Map<String, String> variables;

  @BeforeEach
  void install() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(
        home.resolve("lake.yml"),
        replica.settingsYaml().replace("extract:\n", "extract:\n  parallel: 8\n"));
    variables = new HashMap<>(replica.credentials());
    variables.put("LAKE_HOME", home.toString());
    process = new LakeProcess(folder.resolve("process"), variables);
  }

  @AfterEach
  void end() {
    replica.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {KILLED, TERMINATED})
  void nothingOfItStaysAndTheNextRunFetchesTheSameWindows(int status) throws Exception {
    Set<String> due = due();
    hang(PORTALS);
    hang(APIS);

    List<ProcessHandle> children = endWhileAllAreFetched(status);

    assertThat(LakeProcess.await(SOON, () -> children.stream().noneMatch(ProcessHandle::isAlive)))
        .as("every process of the browsers has ended")
        .isTrue();
    Landed.everyManifestHasItsBytes(lake());
    assertThat(fetched()).as("windows that hang").noneMatch(HANGING.asMatchPredicate());

    replica.faults().clear();
    assertThat(process.run(command())).as(process.printed()).isZero();

    Landed.everyManifestHasItsBytes(lake());
    assertThat(new TreeSet<>(fetched())).isEqualTo(due);
    assertThat(fetched()).doesNotHaveDuplicates();
    assertThat(lake().ops().inbox())
        .flatExtracting(InboxEntry::fileIds)
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(LakeProcess.in(process.temp())).as("temporary files").isEmpty();
    assertThat(LakeProcess.in(folder.resolve("home/tmp")))
        .as("files on their way")
        .noneMatch(Files::isDirectory);
  }

  private void hang(Map<String, String> paths) {
    paths.forEach(
        (source, path) -> replica.faults().set(source, Fault.HANG, Faults.UNTIL_CLEARED, path));
  }

  private static String[] command(String... more) {
    List<String> command = new ArrayList<>(List.of("extract"));
    command.addAll(new TreeSet<>(PORTALS.keySet()));
    command.addAll(new TreeSet<>(APIS.keySet()));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  /** What a dry run says is to be fetched, each as source, dataset, account and window. */
  private Set<String> due() throws Exception {
    assertThat(process.run(command("--dry-run", "--json"))).as(process.printed()).isZero();
    JsonNode document =
        LakeJson.read(process.printed().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    Set<String> due = new TreeSet<>();
    for (JsonNode window : document.path("windows")) {
      due.add(
          String.join(
              " ",
              window.path("source").asText(),
              window.path("dataset").asText(),
              window.path("account").asText(),
              window.path("window").asText()));
    }
    assertThat(due).hasSizeGreaterThan(PORTALS.size() + APIS.size());
    return due;
  }

  /** Ends the process in the middle; gives those it had started. */
  private List<ProcessHandle> endWhileAllAreFetched(int status) throws Exception {
    Process running = process.start(List.of(), command());
    List<ProcessHandle> children;
    try {
      assertThat(LakeProcess.await(SOON, () -> seen(PORTALS) >= 2 && seen(APIS) >= APIS.size()))
          .as("fetching: " + process.printed())
          .isTrue();
      children = running.descendants().toList();
      assertThat(children).as("browsers and what drives them").hasSizeGreaterThan(2);
      if (status == TERMINATED) {
        running.destroy();
      }
    } finally {
      if (status == KILLED) {
        running.destroyForcibly();
      }
    }
    assertThat(running.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).as(process.printed()).isEqualTo(status);
    return children;
  }

  /** Accounts whose request for a path is waiting. */
  private long seen(Map<String, String> paths) {
    return paths.entrySet().stream()
        .flatMap(
            e ->
                replica.requests().of(e.getKey()).stream()
                    .filter(request -> request.path().startsWith(e.getValue()))
                    .map(request -> e.getKey() + " " + request.account()))
        .distinct()
        .count();
  }

  private List<String> fetched() {
    return lake().ops().fetches().readAll().stream()
        .filter(fetch -> fetch.errorCode() == null)
        .map(KilledFetchIT::shown)
        .collect(Collectors.toList());
  }

  private static String shown(Fetch fetch) {
    return String.join(" ", fetch.source(), fetch.dataset(), fetch.account(), fetch.window());
  }

  private Lake lake() {
    return LakeOpener.open(Map.of(), Environment.of(variables));
  }
}
