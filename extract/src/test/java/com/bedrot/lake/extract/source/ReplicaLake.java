package com.bedrot.lake.extract.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.extract.SharedResources;
import com.bedrot.lake.extract.TempFolder;
import com.bedrot.lake.extract.browser.Browsers;
import com.bedrot.lake.extract.browser.PortalVisit;
import com.bedrot.lake.extract.http.HostResolver;
import com.bedrot.lake.extract.replica.Replica;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.resilience.ManualClock;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.ExtractRun;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lake whose every source is the replica, at the moment its golden truth tells of. Its runs share
 * their browser processes.
 */
public final class ReplicaLake implements AutoCloseable {
  private static final String REFERENCE = "2026-10-15T12:00:00Z";

  private final ManualClock clock = new ManualClock(REFERENCE);
  private final Replica replica =
      Replica.start(Clock.fixed(Instant.parse(REFERENCE), ZoneOffset.UTC));
  private final Map<String, String> settings = new HashMap<>();
  private final SharedResources lasting;
  private final Map<String, String> variables;
  private final Path home;

  /** Writes the settings of a lake into a folder, made where it is not there. */
  public ReplicaLake(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home);
    lasting = new SharedResources(new TempFolder(home.resolve("lasting")));
    Files.writeString(
        home.resolve("lake.yml"),
        replica
                .settingsYaml()
                .replace("extract:\n", "extract:\n  timeout: 20s\n  breaker: {failures: 50}\n")
            + "run: {first-period: 2026-09}\n");
    variables = new HashMap<>(replica.credentials());
    variables.put("LAKE_HOME", home.toString());
    settings.put("extract.browser.most", "1");
    settings.put("extract.browser.timeout", "10s");
    settings.put("extract.browser.element-timeout", "2s");
    settings.put("extract.browser.trace", "false");
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

  /** What a command line would set; tests may change it. */
  public Map<String, String> settings() {
    return settings;
  }

  /** Switches a fault on, until all are cleared, where a path begins so. */
  public void fault(String source, Fault fault, String path) {
    replica.faults().set(source, fault, Faults.UNTIL_CLEARED, path);
  }

  /** Sets a secret of an account, or takes it away with an empty text. */
  public void secret(String source, String account, String name, String value) {
    String variable =
        ("LAKE_" + source + "_" + account + "_" + name).replace('-', '_').toUpperCase(Locale.ROOT);
    assertThat(variables).containsKey(variable);
    if (value.isEmpty()) {
      variables.remove(variable);
      return;
    }
    variables.put(variable, value);
  }

  /** Runs the extraction of a request. */
  public List<WindowOutcome> extract(ExtractRequest request) {
    return new ExtractRun(lake(), RunContext.start(clock), outside(), request).run();
  }

  private SourceContexts.Outside outside() {
    return new SourceContexts.Outside(
        Environment.of(variables), HostResolver.SYSTEM, clock, line -> {}, lasting);
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

  /** Fetches a source: what is due, or a dataset; of an account, or of all with null. */
  public List<WindowOutcome> extract(
      String source, @Nullable String account, @Nullable String dataset) {
    return extract(new ExtractRequest(List.of(source), account, dataset, null, null));
  }

  /** Dataset to kind and, where it failed, code of what became of an account. */
  public static Map<String, String> ends(List<WindowOutcome> outcomes, String account) {
    Map<String, String> ends = new LinkedHashMap<>();
    outcomes.stream()
        .filter(o -> o.account().equals(account))
        .forEach(
            o ->
                ends.put(
                    String.valueOf(o.dataset()),
                    o.code() == null ? o.kind().name() : o.kind() + " " + o.code()));
    return ends;
  }

  /** The manifests that landed. */
  public List<Manifest> manifests() {
    return drops().values().stream().toList();
  }

  /** Folder of a drop, with a slash at its end, to its manifest. */
  /** Puts what landed into the ledger, as a run of the jobs would. */
  public void record() {
    RunContext run = RunContext.start(clock);
    List<LedgerEntry> entries = new ArrayList<>();
    drops()
        .forEach(
            (drop, manifest) ->
                manifest.files().forEach(file -> entries.add(entry(run, drop, manifest, file))));
    lake().ops().ledger().record(run, entries);
  }

  private static LedgerEntry entry(
      RunContext run, String drop, Manifest manifest, Manifest.ManifestFile file) {
    return new LedgerEntry(
        file.fileId(),
        manifest.source(),
        manifest.dataset(),
        manifest.account(),
        file.contentSha256(),
        file.window(),
        FileState.ACCEPTED,
        drop,
        file.name(),
        file.bytes(),
        run.now(),
        null,
        manifest.period(),
        manifest.scope(),
        manifest.attributes(),
        null,
        file.sha256(),
        null,
        List.of(),
        null,
        "1.0.0",
        "1",
        run.run().value(),
        run.now());
  }

  private Map<String, Manifest> drops() {
    ObjectStore landing = lake().store(Zone.LANDING);
    Map<String, Manifest> drops = new LinkedHashMap<>();
    for (ObjectInfo object : landing.list("")) {
      if (object.key().endsWith("/manifest.json")) {
        drops.put(
            object.key().substring(0, object.key().lastIndexOf('/') + 1),
            LakeJson.read(landing.get(object.key()), Manifest.class));
      }
    }
    return drops;
  }

  private void eachLanded(
      String source, String account, String dataset, BiConsumer<String, byte[]> file) {
    ObjectStore landing = lake().store(Zone.LANDING);
    drops()
        .forEach(
            (folder, m) -> {
              if (m.source().equals(source)
                  && m.account().equals(account)
                  && m.dataset().equals(dataset)) {
                m.files().forEach(f -> file.accept(f.name(), landing.get(folder + f.name())));
              }
            });
  }

  /** Name to bytes of all files that landed of a dataset of an account. */
  public Map<String, byte[]> landed(String source, String account, String dataset) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    eachLanded(source, account, dataset, files::put);
    return files;
  }

  /** Bytes of all files that landed of a dataset of an account, those of one name too. */
  public List<byte[]> contents(String source, String account, String dataset) {
    List<byte[]> contents = new ArrayList<>();
    eachLanded(source, account, dataset, (name, bytes) -> contents.add(bytes));
    return contents;
  }

  /** The JSON lines that landed of a dataset of an account. */
  public List<JsonNode> lines(String source, String account, String dataset) {
    return contents(source, account, dataset).stream()
        .flatMap(bytes -> new String(bytes, UTF_8).lines())
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

  /** Rows and sums must be those of the truth the replica was written from. */
  public static void assertAddsUp(String source, String dataset, String account, Tally seen)
      throws IOException {
    JsonNode expected = truth(source, dataset, account);
    assertThat(expected.path("sums")).as("truth of " + dataset).isNotEmpty();
    assertThat(seen.rows()).as(dataset + " rows").isEqualTo(expected.path("rows").asInt());
    expected
        .path("sums")
        .fields()
        .forEachRemaining(
            sum ->
                assertThat(seen.sum(sum.getKey()))
                    .as(dataset + " " + sum.getKey())
                    .isEqualByComparingTo(new BigDecimal(sum.getValue().asText())));
  }

  public Lake lake() {
    return LakeOpener.open(settings, Environment.of(variables));
  }

  @Override
  public void close() {
    lasting.close();
    replica.close();
  }
}
