package com.bedrot.lake.jobs.maintain;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.LandingName;
import com.bedrot.lake.conf.zone.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Drops a writer left half-way: with a manifest that neither inbox nor ledger knows they are
 * announced; bytes without a manifest are reported once they are a day old, and never removed.
 */
final class LandingOrphans {
  private static final Duration STILL_BEING_WRITTEN = Duration.ofHours(24);

  private final Lake lake;
  private final RunContext context;

  LandingOrphans(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
  }

  /** What is found; with {@code upkeep} doing, drops are announced. */
  List<Act> look(Upkeep upkeep) {
    Set<String> known = known();
    List<Act> acts = new ArrayList<>();
    drops()
        .forEach(
            (drop, objects) -> {
              if (objects.stream().anyMatch(o -> o.key().equals(drop + LandingName.MANIFEST))) {
                if (!known.contains(drop)) {
                  acts.add(adopted(drop, upkeep));
                }
              } else if (isOld(objects)) {
                acts.add(
                    new Act("report", drop, objects.size() + " files without a manifest: no data"));
              }
            });
    return acts;
  }

  private Act adopted(String drop, Upkeep upkeep) {
    ObjectStore landing = lake.store(Zone.LANDING);
    Manifest manifest = LakeJson.read(landing.get(drop + LandingName.MANIFEST), Manifest.class);
    List<String> files = manifest.files().stream().map(Manifest.ManifestFile::fileId).toList();
    if (upkeep == Upkeep.DOING) {
      lake.ops().announce(context, drop, files);
    }
    return new Act("adopt", drop, files.size() + " files that no run was told of");
  }

  private Set<String> known() {
    Set<String> known = new HashSet<>();
    lake.ops().inbox().stream().map(InboxEntry::drop).forEach(known::add);
    lake.ops().ledger().entries().stream().map(LedgerEntry::drop).forEach(known::add);
    return known;
  }

  private Map<String, List<ObjectInfo>> drops() {
    Map<String, List<ObjectInfo>> drops = new TreeMap<>();
    for (ObjectInfo object : lake.store(Zone.LANDING).list("")) {
      LandingName.parse(object.key())
          .ifPresent(
              name -> drops.computeIfAbsent(name.drop(), d -> new ArrayList<>()).add(object));
    }
    return drops;
  }

  private boolean isOld(List<ObjectInfo> objects) {
    Instant limit = context.now().minus(STILL_BEING_WRITTEN);
    return objects.stream().allMatch(object -> object.modified().isBefore(limit));
  }
}
