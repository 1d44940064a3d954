package com.bedrot.lake.jobs.table;

import java.util.List;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DummySnapshot;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import scala.Option;

/**
 * What a table is before its first commit, with a checksum that says so. Delta's own has none, and
 * would put the empty state together by a query of its own for every new table.
 */
final class NoTableYet extends DummySnapshot {
  private final Option<VersionChecksum> nothing;

  private NoTableYet(DeltaLog log) {
    super(log.logPath(), log);
    this.nothing =
        Option.apply(
            new VersionChecksum(
                Option.empty(),
                0,
                0,
                Option.empty(),
                Option.empty(),
                1,
                1,
                Option.empty(),
                Option.apply(ScalaShapes.seq(List.of())),
                Option.apply(ScalaShapes.seq(List.of())),
                metadata(),
                protocol(),
                Option.empty(),
                Option.empty(),
                Option.apply(ScalaShapes.seq(List.of()))));
  }

  /** The snapshot a transaction starts from, where the table's own has to be spared a query. */
  static Option<Snapshot> insteadOf(DeltaLog log) {
    Snapshot now = log.update(false, Option.empty(), Option.empty());
    return now.version() < 0 ? Option.apply(new NoTableYet(log)) : Option.apply(now);
  }

  @Override
  public Option<VersionChecksum> checksumOpt() {
    return nothing == null ? Option.empty() : nothing;
  }
}
