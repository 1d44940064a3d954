package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.zone.Zone;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** Finds keys that were written or deleted over, in zones where that never happens. */
public final class KeyVersions {
  private KeyVersions() {}

  /**
   * The zone's keys with more than one version, deletions counted, in order; empty where the zone
   * is not on S3. Lists the whole zone.
   */
  public static List<String> several(S3Client client, Map<Zone, URI> roots, Zone zone) {
    Optional<Place> place = Place.of(roots, zone, "");
    if (place.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> versions = new TreeMap<>();
    for (ListObjectVersionsResponse page :
        client.listObjectVersionsPaginator(
            r -> r.bucket(place.get().bucket()).prefix(place.get().prefix()))) {
      page.versions().forEach(v -> versions.merge(v.key(), 1, Integer::sum));
      page.deleteMarkers().forEach(d -> versions.merge(d.key(), 2, Integer::sum));
    }
    return versions.entrySet().stream()
        .filter(e -> e.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }
}
