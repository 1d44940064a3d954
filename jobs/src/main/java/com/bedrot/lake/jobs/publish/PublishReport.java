package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.Publication;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What staging to curated did.
 *
 * @param publication written by this run, or null where nothing changed
 * @param committed table id to its rows written
 * @param unmatched kind to the number of names nobody has matched, in the whole lake
 * @param holds holds opened
 * @param failures publish group to what went wrong with it
 */
public record PublishReport(
    @Nullable Publication publication,
    Map<String, Long> committed,
    Map<String, Long> unmatched,
    List<Hold> holds,
    Map<String, RuntimeException> failures) {
  public PublishReport {
    committed = Map.copyOf(committed);
    unmatched = Map.copyOf(unmatched);
    holds = List.copyOf(holds);
    failures = Map.copyOf(failures);
  }
}
