package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.zone.Zone;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A bucket and the zones in it.
 *
 * @param staging prefix of the staging zone in it; meaningful only where the zone is
 */
record Bucket(String name, Set<Zone> zones, String staging) {
  private static final Set<Zone> VERSIONED =
      EnumSet.of(Zone.LANDING, Zone.RAW, Zone.CURATED, Zone.ARCHIVE);

  /**
   * The buckets of the zones that are on S3, by name.
   *
   * @throws ConfigurationException {@code CONFIG_INVALID} where the archive shares a bucket: its
   *     retention would hold for everything in it
   */
  static List<Bucket> of(Map<Zone, URI> roots) {
    Map<String, Set<Zone>> zones = new TreeMap<>();
    for (Zone zone : Zone.values()) {
      Place.of(roots, zone, "")
          .ifPresent(
              place ->
                  zones.computeIfAbsent(place.bucket(), b -> EnumSet.noneOf(Zone.class)).add(zone));
    }
    String staging = Place.of(roots, Zone.STAGING, "").map(Place::prefix).orElse("");
    List<Bucket> buckets = new ArrayList<>();
    zones.forEach((name, held) -> buckets.add(new Bucket(name, held, staging)));
    buckets.stream().filter(b -> b.isLocked() && b.zones().size() > 1).forEach(Bucket::refuse);
    return buckets;
  }

  boolean isVersioned() {
    return zones.stream().anyMatch(VERSIONED::contains);
  }

  boolean isLocked() {
    return zones.contains(Zone.ARCHIVE);
  }

  boolean holdsStaging() {
    return zones.contains(Zone.STAGING);
  }

  private void refuse() {
    throw new ConfigurationException(
        ErrorCode.CONFIG_INVALID,
        "zones.archive: bucket "
            + name
            + " is also that of "
            + zones.stream().filter(z -> z != Zone.ARCHIVE).map(Zone::id).toList()
            + ", and its objects cannot be deleted for years: give the archive one of its own");
  }
}
