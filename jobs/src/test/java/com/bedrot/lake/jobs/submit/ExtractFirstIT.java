package com.bedrot.lake.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.zone.Zone;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lake run} as people call it: it fetches from a replica of the APIs, then walks. */
class ExtractFirstIT {
  private static final String LAKE =
      Path.of("..", "submit", "lake").toAbsolutePath().normalize().toString();
  private static final Pattern CONTROL = Pattern.compile("faults: POST (http://\\S+?)/faults/");
  private static final Pattern VARIABLE = Pattern.compile("export (\\w+)='(.*)'");

  @TempDir private Path temp;
  private final Map<String, String> variables = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Path home;
  private Process replica;
  private String control;

  @BeforeEach
  void startReplica() throws IOException {
    home = temp.resolve("home");
    variables.put("LAKE_HOME", home.toString());
    Path log = temp.resolve("replica.log");
    replica = start(log, LAKE, "replica", "start", "--home", home.toString(), "--api-only");
    await().atMost(Duration.ofSeconds(60)).until(() -> CONTROL.matcher(read(log)).find());
    Matcher address = CONTROL.matcher(read(log));
    assertThat(address.find()).isTrue();
    control = address.group(1);
    Matcher variable = VARIABLE.matcher(read(home.resolve("replica.env")));
    while (variable.find()) {
      variables.put(variable.group(1), variable.group(2));
    }
    assertThat(variables).hasSizeGreaterThan(4);
  }

  @AfterEach
  void stopReplica() throws InterruptedException {
    replica.destroy();
    assertThat(replica.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void walksWhatItFetchedAndNamesTheCauseOfWhatItDidNot() throws Exception {
    switchOn("mailchimp/session-expired");
    Path report = temp.resolve("run.json");

    Process run =
        start(report, LAKE, "run", "--source", "metaads,mailchimp", "--until", "curated", "--json");

    assertThat(run.waitFor(600, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(read(report)).isEqualTo(4);
    JsonNode document = LakeJson.read(read(report), JsonNode.class);
    assertThat(document.path("exit_code").asInt()).isEqualTo(4);
    assertThat(document.path("extraction").path("exit_code").asInt()).isEqualTo(4);
    assertThat(document.path("extraction").path("accounts"))
        .extracting(
            account ->
                "%s %s %s %s"
                    .formatted(
                        account.path("source").asText(),
                        account.path("account").asText(),
                        account.path("state").asText(),
                        account.path("exit_class").asText()))
        .containsExactly(
            "mailchimp pig1987 failed human",
            "mailchimp zone-a0 failed human",
            "metaads label-ads ok ",
            "metaads zone-a0-ads ok ");
    assertThat(document.path("published").path("ad_performance_daily").asLong()).isPositive();
    assertThat(document.path("rows").path("read")).isEqualTo(document.path("rows").path("written"));
    assertThat(landed())
        .isNotEmpty()
        .allMatch(key -> key.contains("_" + document.path("run").asText() + "/"));
  }

  @Test
  void fetchesNothingWhereAnOptionIsWrong() throws Exception {
    Path said = temp.resolve("said");

    Process run = start(said, LAKE, "run", "--until", "nowhere");

    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(2);
    assertThat(asked("GET", "/requests")).isEqualTo("[]\n");
  }

  @Test
  void endsWithItsExtractionWhenToldToAndLeavesNothingHalf() throws Exception {
    switchOn("mailchimp/hang");

    assertThat(statusAfter("TERM")).isEqualTo(143);
    assertThat(statusAfter("INT")).isEqualTo(130);

    assertThat(landed()).isEmpty();
    assertThat(lake().ops().inbox()).isEmpty();
    assertThat(lake().ops().fetches().readAll()).extracting(Fetch::outcome).isEmpty();
  }

  /** The status of a run that gets a signal while a source hangs; all its processes are gone. */
  private int statusAfter(String signal) throws Exception {
    asked("DELETE", "/requests");
    Process run =
        start(
            temp.resolve("run.log"),
            "env",
            "--default-signal=INT",
            LAKE,
            "run",
            "--source",
            "mailchimp");
    await().atMost(Duration.ofSeconds(60)).until(() -> asked("GET", "/requests").contains("mail"));
    List<ProcessHandle> all = new ArrayList<>(run.descendants().toList());
    assertThat(all).isNotEmpty();

    new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();

    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(all).noneMatch(ProcessHandle::isAlive);
    return run.exitValue();
  }

  private Process start(Path output, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(
                ProcessBuilder.Redirect.appendTo(output.resolveSibling("error").toFile()));
    if (command[1].equals("replica")) {
      builder.redirectErrorStream(true);
    }
    builder.environment().keySet().removeIf(n -> n.startsWith("LAKE_") || n.startsWith("AWS_"));
    builder.environment().putAll(variables);
    return builder.start();
  }

  private void switchOn(String fault) throws Exception {
    asked("POST", "/faults/" + fault);
  }

  private String asked(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(control + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private Lake lake() {
    return LakeOpener.open(Map.of(), Environment.of(variables));
  }

  private List<String> landed() {
    return lake().store(Zone.LANDING).list("").stream()
        .map(ObjectInfo::key)
        .filter(key -> !key.startsWith("label/"))
        .toList();
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
