package com.bedrot.lake.extract.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds of a landing zone at any moment. */
public final class Landed {
  private Landed() {}

  /** Every manifest names files, each there with as many bytes as it says. */
  public static void everyManifestHasItsBytes(Lake lake) {
    ObjectStore landing = lake.store(Zone.LANDING);
    Map<String, Long> landed =
        landing.list("").stream().collect(Collectors.toMap(ObjectInfo::key, ObjectInfo::bytes));
    landed.keySet().stream()
        .filter(key -> key.endsWith("/manifest.json"))
        .forEach(
            key -> {
              String drop = key.substring(0, key.lastIndexOf('/') + 1);
              assertThat(LakeJson.read(landing.get(key), Manifest.class).files())
                  .isNotEmpty()
                  .allSatisfy(
                      file -> assertThat(landed).containsEntry(drop + file.name(), file.bytes()));
            });
  }
}
