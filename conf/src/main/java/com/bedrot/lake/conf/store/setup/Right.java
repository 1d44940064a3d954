package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.zone.Zone;
import java.util.EnumSet;
import java.util.Set;

/**
 * What may be done at one place.
 *
 * @param prefix of the keys in the zone, ending in {@code /}; empty means the whole zone
 */
public record Right(Zone zone, String prefix, Set<Verb> verbs) {
  public Right {
    verbs = Set.copyOf(verbs);
  }

  static Right on(Zone zone, Verb first, Verb... more) {
    return on(zone, "", first, more);
  }

  static Right on(Zone zone, String prefix, Verb first, Verb... more) {
    return new Right(zone, prefix, EnumSet.of(first, more));
  }

  /** Whether the place holds all keys of the other. */
  boolean covers(Zone otherZone, String otherPrefix) {
    return zone == otherZone && otherPrefix.startsWith(prefix);
  }
}
