package com.bedrot.lake.conf.lineage;

import com.bedrot.lake.conf.run.RunContext;
import java.util.List;

/** Where lineage events go. */
public interface LineageSink {
  /** Keeps the events, all or none; nothing happens for an empty list. */
  void emit(RunContext context, List<RunEvent> events);
}
