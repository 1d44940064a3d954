package com.bedrot.lake.jobs.maintain;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Lease;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.jobs.spark.SparkSessions;
import java.util.ArrayList;
import java.util.List;

/** Keeps an installation in shape, under the lake's lease. */
public final class MaintainJob {
  private final Lake lake;
  private final RunContext context;

  public MaintainJob(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
  }

  /**
   * Does it, and says what was done.
   *
   * @throws com.bedrot.lake.conf.error.LakeException {@code LOCK_HELD} where a run holds the lake
   */
  public List<Act> run() {
    try (Lease lease = Lease.acquire(lake.ops(), context, lake.settings().run().leaseExpiry())) {
      List<Act> acts = acts(Upkeep.DOING);
      lease.check();
      return acts;
    }
  }

  /** Says what would be done. */
  public List<Act> plan() {
    return acts(Upkeep.SAYING);
  }

  private List<Act> acts(Upkeep upkeep) {
    List<Act> acts = new ArrayList<>(new LandingOrphans(lake, context).look(upkeep));
    acts.addAll(new Leftovers(lake.settings().zones().values(), context.now()).look(upkeep));
    for (String journal : lake.ops().longJournals()) {
      acts.add(new Act("compact", journal, "one snapshot of everything before it"));
      if (upkeep == Upkeep.DOING) {
        lake.ops().compact(journal);
      }
    }
    acts.addAll(
        new TableUpkeep(lake, context.now())
            .look(() -> SparkSessions.open(lake.settings()), upkeep));
    return acts;
  }
}
