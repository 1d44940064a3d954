package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.util.List;

/**
 * How files of one account add up to a dataset's truth.
 *
 * @param sliceBy columns whose values name a slice of a file ({@code reporting_date@month}:
 *     truncated to its month); for SNAPSHOT the range unit, for UPSERT what a newer file replaces
 *     whole; empty for UPSERT means by key, row by row
 * @param newestBy ordered: {@code content:COLUMN} (largest value inside), {@code name} (time in the
 *     file name), {@code extracted_at}, {@code landed_at}
 */
public record History(Mode mode, List<String> sliceBy, List<String> newestBy)
    implements Serializable {
  /** The three modes. */
  public enum Mode {
    /** The newest file replaces the account's rows, or the slices it covers. */
    SNAPSHOT,
    /** The newest row (or slice) per key wins. */
    UPSERT,
    APPEND
  }

  public History {
    sliceBy = List.copyOf(sliceBy);
    newestBy = List.copyOf(newestBy);
  }
}
