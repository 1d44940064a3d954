package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.jobs.table.Replace;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be rebuilt of one table.
 *
 * @param slices the partitions to rebuild, or null for the whole table
 * @param inputs the Delta version of every input it will be built from
 */
record TablePlan(
    TableContract table, @Nullable Set<Map<String, String>> slices, Map<String, Long> inputs) {
  boolean isWhole() {
    return slices == null;
  }

  /** Nothing to rebuild: no input changed. */
  boolean isEmpty() {
    return slices != null && slices.isEmpty();
  }

  Replace replace() {
    return slices == null
        ? new Replace.Everything()
        : new Replace.Slices(java.util.List.copyOf(slices));
  }
}
