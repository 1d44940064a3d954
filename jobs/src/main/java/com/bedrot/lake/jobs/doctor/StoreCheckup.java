package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.store.ConditionalProbe;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes, reads and removes probe objects in one zone; in the zone that holds the locks, several
 * writers also race to create the same object. A local zone that nothing was written to yet is not
 * made: only the right to make it is looked at. In the zones of an S3 store where nothing is ever
 * deleted, nothing is written either.
 *
 * @param run names the probe objects
 */
record StoreCheckup(Zone zone, ObjectStore store, String run) implements Checkup {
  private static final Set<Zone> KEPT_FOR_GOOD = EnumSet.of(Zone.LANDING, Zone.RAW, Zone.ARCHIVE);

  @Override
  public String name() {
    return "store." + zone.id();
  }

  @Override
  public List<Finding> look() {
    Optional<Path> folder = store.localPath("probe").map(Path::getParent);
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      return List.of(notMadeYet(folder.get()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(folder.isEmpty() && KEPT_FOR_GOOD.contains(zone) ? answers() : writesAndReads());
    if (zone == Zone.OPS) {
      findings.add(createsOnce());
    }
    return findings;
  }

  private Finding notMadeYet(Path folder) {
    Path above = folder;
    while (above != null && !Files.isDirectory(above)) {
      above = above.getParent();
    }
    return above != null && Files.isWritable(above)
        ? Finding.ok(name(), "not made yet, " + folder)
        : Finding.down(
            name(),
            folder + " cannot be made",
            "this user may not write to " + above,
            "make the folder and give it to this user, or set LAKE_HOME to another");
  }

  private Finding answers() {
    store.head("lake-probe-" + run);
    return Finding.ok(name(), "answers; what is written here stays, so no probe is");
  }

  private Finding writesAndReads() {
    String key = "lake-probe-" + run;
    byte[] content = run.getBytes(StandardCharsets.UTF_8);
    try {
      store.put(key, content);
      if (!Arrays.equals(store.get(key), content)) {
        return Finding.down(
            name(),
            "reads back other bytes than were written",
            "something between this program and the store changes them",
            "check the disk or the proxy in front of the store");
      }
      return Finding.ok(name(), "writes and reads");
    } finally {
      store.delete(key);
    }
  }

  private Finding createsOnce() {
    try {
      ConditionalProbe.requireAtomic(store);
      return Finding.ok("store.race", "one of several writers wins, every time");
    } catch (ConnectionException e) {
      return Finding.down(
          "store.race",
          String.valueOf(e.getMessage()),
          "two runs could both hold the lock, and commits could be lost",
          e.code().fix());
    }
  }
}
