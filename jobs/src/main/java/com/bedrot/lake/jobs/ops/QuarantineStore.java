package com.bedrot.lake.jobs.ops;

import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Broken rows as small objects in the ops zone, one per reading of a file: {@code quarantine/<file
 * id>/<source>.<dataset>/<n>_<contract>_<reader>.ndjson}, whose first line says what the others
 * are. Answers without Spark.
 */
public final class QuarantineStore {
  /** Rows of one reading whose text is kept; the others are counted. */
  public static final int ROWS_KEPT = 10_000;

  private static final String PREFIX = "quarantine/";
  private final ObjectStore ops;

  public QuarantineStore(ObjectStore ops) {
    this.ops = ops;
  }

  /**
   * Keeps what one reading of a file broke. Nothing happens where this contract and reader version
   * has been kept already, or where there is nothing broken now nor was before; a reading without
   * broken rows closes the one before it.
   *
   * @param dataset the dataset the rows were read for
   * @param total number of broken rows, at least that of {@code rows}
   */
  public void keep(
      RunContext context, LedgerEntry file, String dataset, long total, List<QuarantinedRow> rows) {
    String folder = folder(file.fileId(), file.source(), dataset);
    String reading =
        "_" + safe(file.contractVersion()) + "_" + safe(file.readerVersion()) + ".ndjson";
    List<ObjectInfo> before = ops.list(folder);
    boolean known = !before.isEmpty() && before.get(before.size() - 1).key().endsWith(reading);
    if (known || (total == 0 && before.isEmpty())) {
      return;
    }
    List<QuarantinedRow> kept =
        rows.stream()
            .sorted(Comparator.comparingLong(QuarantinedRow::row))
            .limit(ROWS_KEPT)
            .toList();
    StringBuilder content = new StringBuilder();
    line(content, QuarantinedFile.of(context, file, dataset, total, kept));
    kept.forEach(row -> line(content, row));
    String number = String.format(Locale.ROOT, "%06d", before.size() + 1);
    ops.createIfAbsent(
        folder + number + reading, content.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Every reading that broke rows, newest of each file last. */
  public List<QuarantinedFile> all() {
    return readings(PREFIX).stream().map(Reading::file).filter(file -> file.rows() > 0).toList();
  }

  /** What is broken as things stand. */
  public List<QuarantinedFile> open() {
    return all().stream().filter(file -> file.status() == QuarantinedFile.Status.OPEN).toList();
  }

  /** The kept rows of one reading, in file order. */
  public List<QuarantinedRow> rows(QuarantinedFile reading) {
    String folder = folder(reading.fileId(), reading.source(), reading.dataset());
    Optional<Reading> found =
        readings(folder).stream().filter(r -> r.file().equals(reading)).findFirst();
    if (found.isEmpty()) {
      return List.of();
    }
    String text = new String(ops.get(found.get().key()), StandardCharsets.UTF_8);
    return text.lines().skip(1).map(json -> LakeJson.read(json, QuarantinedRow.class)).toList();
  }

  private List<Reading> readings(String prefix) {
    List<Reading> found = new ArrayList<>();
    List<ObjectInfo> objects = ops.list(prefix);
    for (int i = 0; i < objects.size(); i++) {
      String key = objects.get(i).key();
      boolean newest =
          i + 1 == objects.size() || !parent(objects.get(i + 1).key()).equals(parent(key));
      QuarantinedFile file = head(key);
      found.add(new Reading(key, newest ? file : file.replayed()));
    }
    return found;
  }

  private QuarantinedFile head(String key) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(ops.open(key, 0), StandardCharsets.UTF_8))) {
      return LakeJson.read(String.valueOf(reader.readLine()), QuarantinedFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(key, e);
    }
  }

  private static void line(StringBuilder content, Object value) {
    content.append(LakeJson.line(value)).append('\n');
  }

  private static String folder(String fileId, String source, String dataset) {
    return PREFIX + fileId + "/" + source + "." + dataset + "/";
  }

  private static String parent(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  private static String safe(String version) {
    return version.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  private record Reading(String key, QuarantinedFile file) {}
}
