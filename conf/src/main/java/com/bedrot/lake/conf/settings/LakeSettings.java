package com.bedrot.lake.conf.settings;

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

  /** How S3 is reached; ignored for local zones. Standard AWS_* variables are read. */
  public record Store(
      @Nullable URI endpoint,
      String region,
      boolean pathStyle,
      @Nullable String accessKey,
      Secret secretKey) {}

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

  /** The accounts of one source, empty where none is configured. */
  public Map<String, Account> accountsOf(String source) {
    return accounts.getOrDefault(source, Map.of());
  }

  public Optional<Account> account(String source, String key) {
    return Optional.ofNullable(accountsOf(source).get(key));
  }
}
