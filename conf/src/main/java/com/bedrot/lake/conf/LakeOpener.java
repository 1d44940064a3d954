package com.bedrot.lake.conf;

import com.bedrot.lake.conf.contract.ContractLoader;
import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.ledger.StoredOps;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.SettingsLoader;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.store.ObjectStores;
import com.bedrot.lake.conf.zone.Zone;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens an installation. Opening reads settings only and creates nothing. */
public final class LakeOpener {
  private LakeOpener() {}

  /**
   * The installation the process environment and the command line name.
   *
   * @param overrides dotted setting keys of the command line
   */
  public static Lake open(Map<String, String> overrides) {
    return open(overrides, Environment.ofProcess());
  }

  /** As {@link #open(Map)}, with these variables. */
  public static Lake open(Map<String, String> overrides, Environment environment) {
    return open(overrides, environment, Optional.empty());
  }

  /**
   * As {@link #open(Map)}, with these variables.
   *
   * @param role whose keys reach the object store, where it has some of its own
   */
  public static Lake open(
      Map<String, String> overrides, Environment environment, Optional<StoreRole> role) {
    LakeSettings loaded = SettingsLoader.load(environment, overrides).settings();
    LakeSettings settings = role.map(r -> loaded.withStore(loaded.store().as(r))).orElse(loaded);
    Path conf = settings.projectRoot().resolve("conf");
    return open(settings, new OnFirstUse<>(() -> ContractLoader.load(conf)));
  }

  /** The installation of these settings, with a loader of its contracts. */
  public static Lake open(LakeSettings settings, Supplier<Contracts> contracts) {
    LakeHome home = new LakeHome(settings.home());
    home.check();
    Map<Zone, ObjectStore> stores = new EnumMap<>(Zone.class);
    settings
        .zones()
        .forEach(
            (zone, root) ->
                stores.put(
                    zone,
                    ObjectStores.open(root, settings.store(), firstWrite(root, settings, home))));
    ObjectStore ops = stores.get(Zone.OPS);
    if (ops == null) {
      throw new IllegalStateException("no ops zone in the settings");
    }
    return new Lake(settings, stores, new StoredOps(ops), contracts);
  }

  private static Runnable firstWrite(URI root, LakeSettings settings, LakeHome home) {
    boolean inHome =
        "file".equals(root.getScheme()) && Path.of(root.getPath()).startsWith(settings.home());
    return inHome ? home::prepare : () -> {};
  }

  /** Asks once and keeps the answer; a failure is not kept. */
  private static final class OnFirstUse<T> implements Supplier<T> {
    private final Supplier<T> supplier;
    private @Nullable T value;

    OnFirstUse(Supplier<T> supplier) {
      this.supplier = supplier;
    }

    @Override
    public synchronized T get() {
      T known = value;
      if (known == null) {
        known = supplier.get();
        value = known;
      }
      return known;
    }
  }
}
