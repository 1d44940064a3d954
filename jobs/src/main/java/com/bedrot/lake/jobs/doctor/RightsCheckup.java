package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.S3Clients;
import com.bedrot.lake.conf.store.setup.KeyVersions;
import com.bedrot.lake.conf.store.setup.RightsTrials;
import com.bedrot.lake.conf.store.setup.Trial;
import com.bedrot.lake.conf.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Proves the rights of the store's roles with their keys, and looks for objects that were written
 * over where nothing ever is.
 */
public final class RightsCheckup {
  private static final List<Zone> NEVER_WRITTEN_OVER =
      List.of(Zone.LANDING, Zone.RAW, Zone.ARCHIVE);
  private static final String AGAIN = "lake store init, with an administrator's keys";

  private final LakeSettings settings;

  /**
   * @param settings with keys that may list everything: an administrator's
   */
  public RightsCheckup(LakeSettings settings) {
    this.settings = settings;
  }

  /** Everything tried, call by call, and what was found in the zones. */
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    if (settings.zones().values().stream().noneMatch(root -> "s3a".equals(root.getScheme()))) {
      findings.add(Finding.ok("rights", "no zone is on S3: the folder's owner has every right"));
      return findings;
    }
    try (S3Client client = S3Clients.open(settings.store())) {
      for (StoreRole role : StoreRole.values()) {
        findings.addAll(rights(role, client));
      }
      for (Zone zone : NEVER_WRITTEN_OVER) {
        findings.add(versions(zone, client));
      }
    }
    return findings;
  }

  private List<Finding> rights(StoreRole role, S3Client looker) {
    String check = "rights." + role.id();
    StoreKeys keys = settings.store().roles().get(role);
    if (keys == null) {
      return List.of(
          Finding.warn(
              check,
              "not proved: there are no keys of role " + role.id(),
              "set LAKE_STORE_" + role.name() + "_SECRET_KEY, or its _FILE",
              AGAIN));
    }
    try {
      return judged(check, new RightsTrials(settings, role, keys).run(looker));
    } catch (SdkException e) {
      return List.of(Finding.of(check, S3Clients.error("try the rights of", role.id(), e)));
    }
  }

  private static List<Finding> judged(String check, List<Trial.Result> results) {
    List<Finding> findings = new ArrayList<>();
    for (Trial.Result result : results) {
      findings.add(result.isRight() ? right(check, result) : wrong(check, result));
    }
    long refused = results.stream().filter(r -> r.answer() == Trial.Answer.REFUSED).count();
    long done = results.stream().filter(r -> r.answer() == Trial.Answer.CARRIED_OUT).count();
    findings.add(Finding.ok(check, refused + " calls refused, " + done + " carried out"));
    return findings;
  }

  private static Finding right(String check, Trial.Result result) {
    String word = result.trial().allowed() ? "permitted, carried out: " : "forbidden, refused: ";
    return Finding.ok(check, word + result.trial().call());
  }

  private static Finding wrong(String check, Trial.Result result) {
    String call = result.trial().call();
    if (result.answer() == Trial.Answer.UNCLEAR) {
      return Finding.down(
          check,
          call + ": no clear answer",
          result.detail(),
          "check the store and the role's keys");
    }
    return result.trial().allowed()
        ? Finding.down(check, call + " is refused", "the role needs this right", AGAIN)
        : Finding.down(
            check, call + " is not refused", "the role has a right it must not have", AGAIN);
  }

  private Finding versions(Zone zone, S3Client client) {
    String check = "versions." + zone.id();
    try {
      List<String> several = KeyVersions.several(client, settings.zones(), zone);
      if (several.isEmpty()) {
        return Finding.ok(check, "every key was written once");
      }
      return Finding.down(
          check,
          several.size() + " keys were written more than once: " + shown(several),
          "somebody wrote or deleted over what the lake keeps for good",
          "find out who did; the first version holds the bytes (the ledger has their hash)");
    } catch (SdkException e) {
      LakeException known = S3Clients.error("list the versions of", zone.id(), e);
      return Finding.of(check, known);
    }
  }

  private static String shown(List<String> keys) {
    int most = Math.min(5, keys.size());
    return String.join(", ", keys.subList(0, most)) + (keys.size() > most ? ", ..." : "");
  }
}
