package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.zone.Zone;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where keys are in the store.
 *
 * @param prefix of the keys in the bucket, empty or ending in {@code /}
 */
record Place(String bucket, String prefix) {
  /** The place of a zone's prefix; empty where the zone is not on S3. */
  static Optional<Place> of(Map<Zone, URI> roots, Zone zone, String prefix) {
    URI root = roots.get(zone);
    if (root == null || root.getHost() == null || !"s3a".equals(root.getScheme())) {
      return Optional.empty();
    }
    String path = String.valueOf(root.getPath()).replaceAll("^/+|/+$", "");
    return Optional.of(new Place(root.getHost(), (path.isEmpty() ? "" : path + "/") + prefix));
  }

  String key(String name) {
    return prefix + name;
  }
}
