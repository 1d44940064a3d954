package com.bedrot.lake.conf.store.setup;

import static com.bedrot.lake.conf.store.setup.Verb.DELETE;
import static com.bedrot.lake.conf.store.setup.Verb.LIST;
import static com.bedrot.lake.conf.store.setup.Verb.READ;
import static com.bedrot.lake.conf.store.setup.Verb.WRITE;

import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.zone.Zone;
import java.util.ArrayList;
import java.util.List;

/**
 * The rights of each role, all of them. Extraction creates drops and may not read them back; jobs
 * delete nothing in landing, raw and archive; notebooks see neither the text of quarantined rows
 * nor the lake's state and locks; the warehouse reads what is published.
 */
public final class RoleRights {
  private static final List<String> EXTRACT_OPS =
      List.of("inbox/", "runs/", "fetches/", "state/extract/");
  private static final List<String> NOTEBOOK_OPS =
      List.of(
          "fetches/",
          "holds/",
          "inbox/",
          "ledger/",
          "lineage/",
          "publications/",
          "runs/",
          "tables/ledger/",
          "tables/publications/",
          "tables/quality_metrics/",
          "tables/quality_verdicts/",
          "tables/runs/");

  private RoleRights() {}

  /** What the role may do; everything else is refused. */
  public static List<Right> of(StoreRole role) {
    return switch (role) {
      case EXTRACT -> extract();
      case JOBS -> jobs();
      case NOTEBOOK -> notebook();
      case WAREHOUSE -> List.of(Right.on(Zone.CURATED, LIST, READ));
    };
  }

  static boolean allows(StoreRole role, Verb verb, Zone zone, String prefix) {
    return of(role).stream().anyMatch(r -> r.verbs().contains(verb) && r.covers(zone, prefix));
  }

  private static List<Right> extract() {
    List<Right> rights = new ArrayList<>();
    rights.add(Right.on(Zone.LANDING, WRITE));
    EXTRACT_OPS.forEach(place -> rights.add(Right.on(Zone.OPS, place, LIST, READ, WRITE)));
    rights.add(Right.on(Zone.OPS, "ledger/", LIST, READ));
    return rights;
  }

  private static List<Right> jobs() {
    return List.of(
        Right.on(Zone.LANDING, LIST, READ),
        Right.on(Zone.RAW, LIST, READ, WRITE),
        Right.on(Zone.STAGING, LIST, READ, WRITE, DELETE),
        Right.on(Zone.CURATED, LIST, READ, WRITE, DELETE),
        Right.on(Zone.ARCHIVE, LIST, READ, WRITE),
        Right.on(Zone.SANDBOX, LIST, READ, WRITE, DELETE),
        Right.on(Zone.OPS, LIST, READ, WRITE, DELETE));
  }

  private static List<Right> notebook() {
    List<Right> rights = new ArrayList<>();
    rights.add(Right.on(Zone.STAGING, LIST, READ));
    rights.add(Right.on(Zone.CURATED, LIST, READ));
    NOTEBOOK_OPS.forEach(place -> rights.add(Right.on(Zone.OPS, place, LIST, READ)));
    rights.add(Right.on(Zone.SANDBOX, LIST, READ, WRITE, DELETE));
    return rights;
  }
}
