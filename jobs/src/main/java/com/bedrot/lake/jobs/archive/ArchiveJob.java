package com.bedrot.lake.jobs.archive;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LoadException;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.publish.PublishJob;
import com.bedrot.lake.jobs.table.DeltaTables;
import com.bedrot.lake.jobs.table.TableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * Curated to archive: the files of one publication are copied once each, by their hash; the
 * manifest comes last. A rerun goes on where a killed one stopped.
 */
public final class ArchiveJob {
  private static final String MANIFESTS = "publications/";
  private static final String FILES = "files/";

  private final SparkSession spark;
  private final Lake lake;
  private final RunContext context;

  public ArchiveJob(SparkSession spark, Lake lake, RunContext context) {
    this.spark = spark;
    this.lake = lake;
    this.context = context;
  }

  /** The archive's key of a publication's manifest. */
  public static String manifestKey(String publication) {
    return MANIFESTS + publication + ".json";
  }

  /**
   * Archives the publication; the number of files copied, 0 where it is archived already.
   *
   * @throws LoadException ARCHIVE_FAILED where a file cannot be read
   */
  public long archive(Publication publication) {
    ObjectStore archive = lake.store(Zone.ARCHIVE);
    String manifestKey = manifestKey(publication.runId());
    if (archive.head(manifestKey).isPresent()) {
      return 0;
    }
    Map<String, ArchiveManifest.File> known = filesOfEarlierManifest(archive, publication);
    Map<String, ArchiveManifest.Table> tables = new TreeMap<>();
    long copied = 0;
    for (Map.Entry<String, Publication.TableVersion> table : publication.tables().entrySet()) {
      String uri = PublishJob.tableUri(lake, table.getKey());
      List<ArchiveManifest.File> files = new ArrayList<>();
      for (TableFile file : DeltaTables.files(spark, uri, table.getValue().version())) {
        String source = table.getKey() + "/" + file.path();
        ArchiveManifest.File kept = known.get(source);
        if (kept == null) {
          kept = copy(archive, source, file);
          copied++;
        }
        files.add(kept);
      }
      tables.put(
          table.getKey(),
          new ArchiveManifest.Table(
              table.getValue().version(),
              table.getValue().rows(),
              DeltaTables.schemaJson(spark, uri, table.getValue().version()),
              partitions(table.getKey()),
              files));
    }
    KillPoint.reach("archive-copied");
    ArchiveManifest manifest =
        new ArchiveManifest(1, publication.runId(), publication.at(), tables);
    archive.createIfAbsent(manifestKey, LakeJson.pretty(manifest).getBytes(StandardCharsets.UTF_8));
    KillPoint.reach("archived");
    return copied;
  }

  /**
   * What the newest archived publication before this one holds, by path in the curated zone: Delta
   * never writes a path twice.
   */
  private Map<String, ArchiveManifest.File> filesOfEarlierManifest(
      ObjectStore archive, Publication publication) {
    Map<String, ArchiveManifest.File> files = new HashMap<>();
    List<Publication> newestFirst = new ArrayList<>(lake.ops().publications());
    java.util.Collections.reverse(newestFirst);
    for (Publication earlier : newestFirst) {
      String key = manifestKey(earlier.runId());
      if (!earlier.runId().equals(publication.runId()) && archive.head(key).isPresent()) {
        ArchiveManifest manifest =
            LakeJson.read(
                new String(archive.get(key), StandardCharsets.UTF_8), ArchiveManifest.class);
        manifest.tables().values().forEach(t -> t.files().forEach(f -> files.put(f.path(), f)));
        return files;
      }
    }
    return files;
  }

  private List<String> partitions(String tableId) {
    return lake.contracts().table(tableId).map(t -> t.partitionBy()).orElse(List.of());
  }

  private ArchiveManifest.File copy(ObjectStore archive, String source, TableFile file) {
    ObjectStore curated = lake.store(Zone.CURATED);
    try {
      Path spool = Files.createTempFile("lake-archive", null);
      try {
        String sha256 = spool(curated, source, spool);
        String key = FILES + sha256.substring(0, 2) + "/" + sha256 + ".parquet";
        archive.createIfAbsent(key, spool);
        KillPoint.reach("archive-file-copied");
        return new ArchiveManifest.File(source, key, sha256, Files.size(spool), file.partition());
      } finally {
        Files.deleteIfExists(spool);
      }
    } catch (IOException e) {
      throw new LoadException(
          ErrorCode.ARCHIVE_FAILED, source + " cannot be copied: " + e.getMessage(), e);
    }
  }

  private static String spool(ObjectStore curated, String key, Path spool) throws IOException {
    try (DigestInputStream in = new DigestInputStream(curated.open(key, 0), sha256())) {
      Files.copy((InputStream) in, spool, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
