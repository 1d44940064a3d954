package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.RunContext;
import java.util.List;

/**
 * A journal of immutable NDJSON objects in the ops zone, with a periodic snapshot, so that it is
 * read in milliseconds.
 *
 * @param <T> the record of one line
 */
public interface Journal<T> {
  /**
   * Appends the lines as one new object, all or nothing, durably. Nothing happens for an empty
   * list.
   */
  void append(RunContext context, List<T> lines);

  /** Every line since the beginning, oldest first. */
  List<T> readAll();
}
