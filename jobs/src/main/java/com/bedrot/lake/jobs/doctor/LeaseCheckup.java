package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Lease;
import java.util.List;

/** Who holds the lake's lock. */
record LeaseCheckup(Lake lake) implements Checkup {
  @Override
  public String name() {
    return "lock";
  }

  @Override
  public List<Finding> look() {
    String found =
        Lease.current(lake.ops())
            .map(
                holder ->
                    "held by run "
                        + holder.runId()
                        + ", pid "
                        + holder.process().pid()
                        + " on "
                        + holder.process().host()
                        + ", since "
                        + holder.since())
            .orElse("free");
    return List.of(Finding.ok(name(), found));
  }
}
