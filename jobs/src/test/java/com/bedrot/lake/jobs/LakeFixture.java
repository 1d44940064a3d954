package com.bedrot.lake.jobs;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.format.ByteSource;
import com.bedrot.lake.conf.format.FileScan;
import com.bedrot.lake.conf.format.ScanContext;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.ledger.FileId;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.conf.zone.LandingName;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.publish.PublishJob;
import com.bedrot.lake.jobs.run.Due;
import com.bedrot.lake.jobs.run.RunJob;
import com.bedrot.lake.jobs.run.RunOptions;
import com.bedrot.lake.jobs.run.RunOutcome;
import com.bedrot.lake.jobs.table.DeltaTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake in a temporary folder with the shipped contracts, fed as an import would feed it. */
public final class LakeFixture {
  private final Lake lake;
  private Instant now = Instant.parse("2026-11-01T10:00:00Z");

  public LakeFixture(Path home) {
    this(home, Map.of());
  }

  public LakeFixture(Path home, Map<String, String> overrides) {
    this(home, overrides, Path.of("").toAbsolutePath().getParent());
  }

  /** As above, with the contracts of another project folder. */
  public LakeFixture(Path home, Map<String, String> overrides, Path root) {
    this(home, overrides, root, Map.of());
  }

  /** With variables of the environment, such as keys of a store. */
  public LakeFixture(Path home, Map<String, String> overrides, Map<String, String> variables) {
    this(home, overrides, Path.of("").toAbsolutePath().getParent(), variables);
  }

  private LakeFixture(
      Path home, Map<String, String> overrides, Path root, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("LAKE_HOME", home.toString());
    environment.put("PROJECT_ROOT", root.toString());
    lake = LakeOpener.open(overrides, Environment.of(environment));
  }

  public Lake lake() {
    return lake;
  }

  /** Sets this lake's clock. */
  public LakeFixture at(Instant time) {
    now = time;
    return this;
  }

  /** A run's identity at the next minute of this lake's clock. */
  public RunContext context() {
    now = now.plusSeconds(60);
    return RunContext.start(Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Lands one file as a drop of its own and returns its id. */
  public String land(
      String datasetKey,
      String account,
      String name,
      byte[] bytes,
      Map<String, String> attributes) {
    RunContext context = context();
    DatasetContract dataset = lake.contracts().dataset(datasetKey).orElseThrow();
    ScanResult scan = scan(dataset, account, name, bytes, attributes);
    String content =
        scan.contentSha256() == null ? sha256(bytes) : Objects.requireNonNull(scan.contentSha256());
    String window = scan.window() == null ? "" : Objects.requireNonNull(scan.window());
    String fileId = FileId.of(dataset.source(), dataset.name(), account, content, window);
    String drop =
        LandingName.manifest(
                dataset.source(), dataset.name(), account, context.now(), context.run())
            .drop();
    Manifest.ManifestFile file =
        new Manifest.ManifestFile(
            fileId,
            name,
            name,
            bytes.length,
            sha256(bytes),
            content,
            scan.shape() == null ? null : scan.shape().member(),
            Map.of(),
            "text/plain",
            window.isEmpty() ? null : window,
            null);
    Manifest manifest =
        new Manifest(
            1,
            context.run().value(),
            dataset.source(),
            dataset.name(),
            account,
            context.now(),
            null,
            null,
            null,
            attributes,
            "test",
            List.of(file));
    lake.store(Zone.LANDING).createIfAbsent(drop + name, bytes);
    lake.store(Zone.LANDING)
        .createIfAbsent(
            drop + "manifest.json", LakeJson.pretty(manifest).getBytes(StandardCharsets.UTF_8));
    lake.ops().announce(context, drop, List.of(fileId));
    return fileId;
  }

  public String landText(String datasetKey, String account, String name, String text) {
    return land(datasetKey, account, name, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** Lands the label's artists, stores and aliases as they ship. */
  public LakeFixture landReference() {
    Path reference = Path.of("").toAbsolutePath().getParent().resolve("conf/reference");
    for (String name : List.of("artists", "stores", "aliases")) {
      try {
        land(
            "label." + name,
            "label",
            name + ".csv",
            Files.readAllBytes(reference.resolve(name + ".csv")),
            Map.of());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return this;
  }

  /** Walks what is due, up to curated: no warehouse is started. */
  public RunOutcome run() {
    return run(RunOptions.Until.CURATED);
  }

  /** The ledger's state of a file. */
  public FileState state(String fileId) {
    return lake.ops().ledger().find(fileId).orElseThrow().state();
  }

  /** A staging table as it is now. */
  public Dataset<Row> staged(SparkSession spark, String datasetKey) {
    DatasetContract dataset = lake.contracts().dataset(datasetKey).orElseThrow();
    String uri =
        lake.store(Zone.STAGING)
            .uri(LakePaths.stagingKey(dataset.source(), dataset.name()))
            .toString();
    return DeltaTables.read(spark, uri, DeltaTables.info(spark, uri).orElseThrow().version());
  }

  /** A curated table as it was last published. */
  public Dataset<Row> published(SparkSession spark, String tableId) {
    long version = lake.ops().lastPublication().orElseThrow().tables().get(tableId).version();
    return DeltaTables.read(spark, PublishJob.tableUri(lake, tableId), version);
  }

  public RunOutcome run(RunOptions.Until until) {
    return new RunJob(lake, context(), new RunOptions(java.util.Set.of(), until), progress -> {})
        .run(Due.of(lake));
  }

  private ScanResult scan(
      DatasetContract dataset,
      String account,
      String name,
      byte[] bytes,
      Map<String, String> attributes) {
    Map<String, String> known = new HashMap<>(attributes);
    known.put("account", account);
    try (ByteSource source = ByteSource.of(bytes)) {
      return new FileScan(dataset, lake.settings().limits())
          .scan(source, new ScanContext(name, now, known, null, null, null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
