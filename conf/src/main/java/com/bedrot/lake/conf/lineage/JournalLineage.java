package com.bedrot.lake.conf.lineage;

import com.bedrot.lake.conf.ledger.Journal;
import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.run.RunContext;
import java.util.List;

/** Lineage events as the journal {@code lineage} of the ops zone. */
public final class JournalLineage implements LineageSink {
  private final Journal<RunEvent> journal;

  public JournalLineage(Ops ops) {
    this.journal = ops.journal("lineage", RunEvent.class);
  }

  @Override
  public void emit(RunContext context, List<RunEvent> events) {
    journal.append(context, events);
  }

  /** Every event, oldest first. */
  public List<RunEvent> events() {
    return journal.readAll();
  }
}
