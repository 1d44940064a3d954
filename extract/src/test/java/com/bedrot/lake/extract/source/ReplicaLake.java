package com.bedrot.lake.extract.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.extract.browser.Browsers;
import com.bedrot.lake.extract.browser.PortalVisit;
import com.bedrot.lake.extract.http.HostResolver;
import com.bedrot.lake.extract.replica.Replica;
import com.bedrot.lake.extract.resilience.ManualClock;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.ExtractRun;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lake whose every source is the replica, at the moment its golden truth tells of. */
public final class ReplicaLake implements AutoCloseable {
  private static final String REFERENCE = "2026-10-15T12:00:00Z";

  private final ManualClock clock = new ManualClock(REFERENCE);
  private final Replica replica =
      Replica.start(Clock.fixed(Instant.parse(REFERENCE), ZoneOffset.UTC));
  private final Map<String, String> variables;
  private final Path home;

  /** Writes the settings of a lake into a folder. */
  public ReplicaLake(Path home) throws IOException {
    this.home = home;
    Files.writeString(
        home.resolve("lake.yml"),
        replica
                .settingsYaml()
                .replace("extract:\n", "extract:\n  timeout: 20s\n  breaker: {failures: 50}\n")
            + "run: {first-period: 2026-09}\n");
    variables = new HashMap<>(replica.credentials());
    variables.put("LAKE_HOME", home.toString());
  }

  public Replica replica() {
    return replica;
  }

  public ManualClock clock() {
    return clock;
  }

  /** The environment; tests may change it. */
  public Map<String, String> variables() {
    return variables;
  }

  /** Gives the lake another contract of a source: a portal's change is mended there. */
  public void withContract(String source, String shipped, String changed) throws IOException {
    Path project = home.resolve("project");
    Path conf = Path.of("..", "conf");
    for (String folder : List.of("contracts", "tables")) {
      Files.createDirectories(project.resolve("conf").resolve(folder));
      try (Stream<Path> files = Files.list(conf.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
          Files.copy(file, project.resolve("conf").resolve(folder).resolve(file.getFileName()));
        }
      }
    }
    Files.copy(conf.resolve("lake.yml"), project.resolve("conf/lake.yml"));
    Path contract = project.resolve("conf/contracts/" + source + ".yml");
    String text = Files.readString(contract);
    assertThat(text).contains(shipped);
    Files.writeString(contract, text.replace(shipped, changed));
    variables.put("PROJECT_ROOT", project.toString());
  }

  /** Runs the extraction of a request. */
  public List<WindowOutcome> extract(ExtractRequest request) {
    return new ExtractRun(lake(), RunContext.start(clock), outside(), request).run();
  }

  private SourceContexts.Outside outside() {
    return new SourceContexts.Outside(
        Environment.of(variables), HostResolver.SYSTEM, clock, line -> {});
  }

  /** Renews the session of an account by its contract's strategy. */
  public void refresh(String source, String account) {
    Lake lake = lake();
    SourceContract contract = lake.contracts().source(source).orElseThrow();
    try (SourceContexts contexts = new SourceContexts(lake, RunContext.start(clock), outside());
        Browsers browsers = new Browsers(lake.settings().extract().browser())) {
      LakeSettings.Account whose = lake.settings().account(source, account).orElseThrow();
      new PortalVisit(contexts.open(contract, whose).context(), browsers).refresh();
    }
  }

  /** The manifests that landed. */
  public List<Manifest> manifests() {
    Lake lake = lake();
    return lake.store(Zone.LANDING).list("").stream()
        .map(ObjectInfo::key)
        .filter(k -> k.endsWith("/manifest.json"))
        .map(k -> LakeJson.read(lake.store(Zone.LANDING).get(k), Manifest.class))
        .toList();
  }

  /** The JSON lines that landed of a dataset of an account. */
  public List<JsonNode> lines(String source, String account, String dataset) {
    Lake lake = lake();
    List<String> names =
        manifests().stream()
            .filter(m -> m.source().equals(source))
            .filter(m -> m.account().equals(account) && m.dataset().equals(dataset))
            .flatMap(m -> m.files().stream())
            .map(f -> f.name())
            .toList();
    return lake.store(Zone.LANDING).list("").stream()
        .map(ObjectInfo::key)
        .filter(k -> names.stream().anyMatch(n -> k.endsWith("/" + n)))
        .filter(k -> k.contains(account))
        .flatMap(k -> new String(lake.store(Zone.LANDING).get(k), UTF_8).lines())
        .filter(line -> !line.isBlank())
        .map(line -> LakeJson.read(line.getBytes(UTF_8), JsonNode.class))
        .toList();
  }

  /** The files that landed of a dataset of an account, name to text. */
  public Map<String, String> texts(String source, String account, String dataset) {
    Lake lake = lake();
    Map<String, String> texts = new TreeMap<>();
    String place = source + "/" + dataset + "/" + account + "/";
    lake.store(Zone.LANDING).list(place).stream()
        .map(ObjectInfo::key)
        .filter(key -> !key.endsWith("/manifest.json"))
        .forEach(
            key ->
                texts.put(
                    key.substring(key.lastIndexOf('/') + 1),
                    new String(lake.store(Zone.LANDING).get(key), UTF_8)));
    return texts;
  }

  /** The golden counts and sums of a dataset of an account. */
  public static JsonNode truth(String source, String dataset, String account) throws IOException {
    Path file = Path.of("src/main/resources/replica/truth.json");
    JsonNode all = LakeJson.read(Files.readAllBytes(file), JsonNode.class);
    return all.path("sources").path(source).path(dataset).path(account);
  }

  private Lake lake() {
    return LakeOpener.open(Map.of(), Environment.of(variables));
  }

  @Override
  public void close() {
    replica.close();
  }
}
