package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks the whole installation over. A part that cannot be looked at is a finding of its own. */
public final class Doctor {
  private final Environment environment;
  private final RunContext context;

  public Doctor(Environment environment, RunContext context) {
    this.environment = environment;
    this.context = context;
  }

  /**
   * All findings.
   *
   * @param lake opens the installation; what it refuses with is the last finding
   */
  public List<Finding> examine(Supplier<Lake> lake) {
    List<Finding> findings = new ArrayList<>(new MachineCheckup(Machine.ofThisProcess()).look());
    Lake opened;
    try {
      opened = lake.get();
    } catch (LakeException refused) {
      findings.add(Finding.of("settings", refused));
      return findings;
    }
    findings.add(Finding.ok("settings", "valid, home is " + opened.settings().home()));
    for (Checkup checkup : checkups(opened)) {
      findings.addAll(looked(checkup));
    }
    return findings;
  }

  private List<Checkup> checkups(Lake lake) {
    List<Checkup> checkups = new ArrayList<>();
    checkups.add(new DiskCheckup(lake.settings()));
    for (Zone zone : Zone.values()) {
      checkups.add(new StoreCheckup(zone, lake.store(zone), context.run().value()));
    }
    checkups.add(new WarehouseCheckup(lake.settings()));
    checkups.add(BrowserCheckup.of(lake.settings().extract().browser().chromium()));
    checkups.add(new SecretsCheckup(lake.settings(), environment));
    checkups.add(new LoggingCheckup());
    checkups.add(new ContractsCheckup(lake));
    checkups.add(new LeaseCheckup(lake));
    return checkups;
  }

  private static List<Finding> looked(Checkup checkup) {
    try {
      return checkup.look();
    } catch (LakeException refused) {
      return List.of(Finding.of(checkup.name(), refused));
    }
  }
}
