package com.bedrot.lake.conf;

import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.LakePaths;
import com.bedrot.lake.conf.zone.Zone;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One opened installation: its settings, its zones' stores, its ops journals and its contracts
 * (loaded on first use: a run with nothing to do never reads them).
 */
public record Lake(
    LakeSettings settings,
    Map<Zone, ObjectStore> stores,
    Ops ops,
    Supplier<Contracts> contractsOnUse) {
  public Lake {
    stores = Map.copyOf(stores);
  }

  public Contracts contracts() {
    return contractsOnUse.get();
  }

  /** The maker of its table URIs. */
  public LakePaths paths() {
    return new LakePaths(settings.zones());
  }

  /** The zone's store. */
  public ObjectStore store(Zone zone) {
    ObjectStore store = stores.get(zone);
    if (store == null) {
      throw new IllegalStateException("no store for zone " + zone.id());
    }
    return store;
  }
}
