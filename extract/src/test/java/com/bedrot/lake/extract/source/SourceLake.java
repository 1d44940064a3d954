package com.bedrot.lake.extract.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.extract.replica.Replica;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.ExtractRun;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
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
import org.jspecify.annotations.Nullable;

/** An installation whose accounts of one source are those of a replica. */
public final class SourceLake implements AutoCloseable {
  /** The time of the replica's truth. */
  public static final Instant NOW = Instant.parse("2026-10-15T12:00:00Z");

  private final String source;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Replica replica = Replica.start(clock);
  private final Map<String, String> variables = new HashMap<>(replica.credentials());

  /** Installs it in a folder that does not exist yet. */
  public SourceLake(String source, Path home) throws IOException {
    this.source = source;
    Files.createDirectory(home);
    Files.writeString(home.resolve("lake.yml"), replica.settingsYaml());
    variables.put("LAKE_HOME", home.toString());
  }

  public Replica replica() {
    return replica;
  }

  /** Sets a secret of an account, or takes it away with an empty text. */
  public void secret(String account, String name, String value) {
    String variable =
        ("LAKE_" + source + "_" + account + "_" + name).replace('-', '_').toUpperCase(Locale.ROOT);
    assertThat(variables).containsKey(variable);
    if (value.isEmpty()) {
      variables.remove(variable);
      return;
    }
    variables.put(variable, value);
  }

  public Lake lake() {
    return LakeOpener.open(
        Map.of("extract.browser.timeout", "5s", "extract.browser.element-timeout", "2s"),
        Environment.of(variables));
  }

  /** Fetches what is due of an account, or of all with null. */
  public List<WindowOutcome> extract(@Nullable String account, @Nullable String dataset) {
    return new ExtractRun(
            lake(),
            RunContext.start(clock),
            SourceContexts.Outside.of(Environment.of(variables), line -> {}),
            new ExtractRequest(List.of(source), account, dataset, null, null))
        .run();
  }

  public List<Manifest> manifests() {
    ObjectStore landing = lake().store(Zone.LANDING);
    return manifestKeys().stream()
        .map(key -> LakeJson.read(landing.get(key), Manifest.class))
        .toList();
  }

  private List<String> manifestKeys() {
    return lake().store(Zone.LANDING).list("").stream()
        .map(ObjectInfo::key)
        .filter(key -> key.endsWith("/manifest.json"))
        .toList();
  }

  /** Name to bytes of all files that landed for a dataset of an account. */
  public Map<String, byte[]> landed(String dataset, String account) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ObjectStore landing = lake().store(Zone.LANDING);
    for (String key : manifestKeys()) {
      Manifest manifest = LakeJson.read(landing.get(key), Manifest.class);
      if (manifest.dataset().equals(dataset) && manifest.account().equals(account)) {
        String drop = key.substring(0, key.lastIndexOf('/') + 1);
        manifest.files().forEach(f -> files.put(f.name(), landing.get(drop + f.name())));
      }
    }
    return files;
  }

  /** Bytes of all files that landed for a dataset of an account, those of one name too. */
  public List<byte[]> contents(String dataset, String account) {
    ObjectStore landing = lake().store(Zone.LANDING);
    List<byte[]> contents = new ArrayList<>();
    for (String key : manifestKeys()) {
      Manifest manifest = LakeJson.read(landing.get(key), Manifest.class);
      if (manifest.dataset().equals(dataset) && manifest.account().equals(account)) {
        String drop = key.substring(0, key.lastIndexOf('/') + 1);
        manifest.files().forEach(f -> contents.add(landing.get(drop + f.name())));
      }
    }
    return contents;
  }

  /** Rows and sums must be those of the truth the replica was written from. */
  public void assertAddsUp(String dataset, String account, Tally seen) throws IOException {
    JsonNode truth;
    try (InputStream file = SourceLake.class.getResourceAsStream("/replica/truth.json")) {
      truth = new ObjectMapper().readTree(file);
    }
    JsonNode expected = truth.path("sources").path(source).path(dataset).path(account);
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

  @Override
  public void close() {
    replica.close();
  }
}
