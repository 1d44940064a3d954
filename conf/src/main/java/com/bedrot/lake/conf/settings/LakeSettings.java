package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.zone.Zone;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of an installation, loaded once (default, file, environment, command line).
 *
 * @param projectRoot holds {@code conf/}; default: the installation's folder
 * @param home LAKE_HOME, default {@code <projectRoot>/.lake}
 * @param zones root of each zone; default {@code file:///<home>/zones/<zone>}
 * @param sessionKey encrypts the sessions, base64 of 32 bytes; empty: a key file in LAKE_HOME
 * @param accounts source id to account key to account
 */
public record LakeSettings(
    Path projectRoot,
    Path home,
    Map<Zone, URI> zones,
    Store store,
    Map<String, Map<String, Account>> accounts,
    Warehouse warehouse,
    Limits limits,
    Run run,
    ExtractSettings extract,
    Secret sessionKey,
    Spark spark) {

  /**
   * An account of a source: its key, the handles portals show for it, and the currency its money is
   * in.
   */
  public record Account(String key, List<String> handles, @Nullable String currency) {}

  /**
   * How S3 is reached; ignored for local zones. Standard AWS_* variables are read.
   *
   * @param accessKey null: Amazon's own chain of providers finds the keys
   * @param roles keys of the roles that have some of their own
   */
  public record Store(
      @Nullable URI endpoint,
      String region,
      boolean pathStyle,
      @Nullable String accessKey,
      Secret secretKey,
      StoreProtection protection,
      Map<StoreRole, StoreKeys> roles) {
    public Store {
      roles = Map.copyOf(roles);
    }

    /** A store without roles, protected as it is by default. */
    public Store(
        @Nullable URI endpoint,
        String region,
        boolean pathStyle,
        @Nullable String accessKey,
        Secret secretKey) {
      this(endpoint, region, pathStyle, accessKey, secretKey, StoreProtection.DEFAULT, Map.of());
    }

    /** The same store reached with the role's keys, or as before where it has none. */
    public Store as(StoreRole role) {
      StoreKeys keys = roles.get(role);
      return keys == null ? this : withKeys(keys);
    }

    /** The same store reached with these keys. */
    public Store withKeys(StoreKeys keys) {
      return new Store(
          endpoint, region, pathStyle, keys.accessKey(), keys.secretKey(), protection, roles);
    }

    /** The same store, protected in another way. */
    public Store withProtection(StoreProtection other) {
      return new Store(endpoint, region, pathStyle, accessKey, secretKey, other, roles);
    }
  }

  /**
   * The warehouse.
   *
   * @param url jdbc URL of an external PostgreSQL, or null for the embedded one under LAKE_HOME
   * @param idle how long the embedded server stays without a client
   */
  public record Warehouse(
      @Nullable String url, String user, Secret password, String readOnlyRole, Duration idle) {}

  /**
   * What a file may be.
   *
   * @param splitBytes files larger than this are cut at record boundaries
   */
  public record Limits(
      long fileBytes,
      long inflatedBytes,
      int inflateRatio,
      int nameBytes,
      int columns,
      int fieldBytes,
      long splitBytes) {}

  /**
   * How runs behave.
   *
   * @param singleWriter one writer per lake (lease); the only mode offered
   * @param leaseExpiry a lease without a heartbeat for this long is stale
   * @param firstPeriod no period before this month is believed, {@code yyyy-MM}
   */
  public record Run(
      boolean singleWriter, Duration leaseExpiry, String firstPeriod, int landingThreads) {}

  /**
   * Spark.
   *
   * @param master e.g. {@code local[*,4]}
   * @param sharedDisk whether zones in folders lie on a mount that every machine of a cluster has
   *     in the same place
   */
  public record Spark(String master, boolean sharedDisk, Map<String, String> conf) {}

  public LakeSettings {
    zones = Map.copyOf(zones);
    accounts = Map.copyOf(accounts);
  }

  /** The same settings with the store reached in another way. */
  public LakeSettings withStore(Store other) {
    return new LakeSettings(
        projectRoot,
        home,
        zones,
        other,
        accounts,
        warehouse,
        limits,
        run,
        extract,
        sessionKey,
        spark);
  }

  /** The accounts of one source, empty where none is configured. */
  public Map<String, Account> accountsOf(String source) {
    return accounts.getOrDefault(source, Map.of());
  }

  public Optional<Account> account(String source, String key) {
    return Optional.ofNullable(accountsOf(source).get(key));
  }
}
