package com.bedrot.lake.jobs.spark;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Whether the executors of a cluster can reach the zones. */
public final class ClusterZones {
  private ClusterZones() {}

  /**
   * Refuses zones in folders where Spark runs on a cluster as the settings say: each executor would
   * read and write the disk of its own machine.
   *
   * @throws ConfigurationException {@code CLUSTER_LOCAL_ZONE} unless {@code spark.shared-disk} says
   *     that the folders are one mount
   */
  public static void require(LakeSettings settings) {
    require(settings, settings.spark().master());
  }

  /** {@link #require(LakeSettings)} for the master that holds in the end. */
  static void require(LakeSettings settings, String master) {
    if (isOneMachine(master) || settings.spark().sharedDisk()) {
      return;
    }
    List<String> local =
        settings.zones().entrySet().stream()
            .filter(zone -> isFolder(zone.getValue()))
            .sorted(Map.Entry.comparingByKey())
            .map(zone -> zone.getKey().variable() + "=" + zone.getValue())
            .toList();
    if (!local.isEmpty()) {
      throw new ConfigurationException(
          ErrorCode.CLUSTER_LOCAL_ZONE,
          "Spark runs on " + master + ", and these zones are folders: " + String.join(" ", local));
    }
  }

  static boolean isOneMachine(String master) {
    return master.startsWith("local");
  }

  private static boolean isFolder(URI zone) {
    return "file".equals(zone.getScheme());
  }
}
