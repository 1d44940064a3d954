package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the warehouse is behind the last publication, from a note in the ops zone: without Spark
 * and without a connection. The note only saves work; what the warehouse really holds is in its
 * export ledger.
 */
public final class ExportCheck {
  private static final String STATE = "export";

  private ExportCheck() {}

  /** The last publication, where the warehouse may not have all of it. */
  public static Optional<Publication> due(Lake lake) {
    return lake.ops()
        .lastPublication()
        .filter(
            publication ->
                Warehouse.isEmpty(lake.settings())
                    || !note(lake, publication).equals(lake.ops().state(STATE).orElse("")));
  }

  /** Notes that the warehouse has that publication. */
  static void done(Lake lake, Publication publication) {
    lake.ops().putState(STATE, note(lake, publication));
  }

  private static String note(Lake lake, Publication publication) {
    Map<String, Long> versions =
        publication.tables().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().version()));
    return LakeJson.line(
        new Note(Warehouse.identity(lake.settings()), new java.util.TreeMap<>(versions)));
  }

  /** What is written: which warehouse has which versions. */
  record Note(String warehouse, java.util.SortedMap<String, Long> tables) {}
}
