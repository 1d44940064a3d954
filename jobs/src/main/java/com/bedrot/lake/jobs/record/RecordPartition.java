package com.bedrot.lake.jobs.record;

import com.bedrot.lake.jobs.record.input.RecordPart;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** Parts that one task reads, one after the other. */
record RecordPartition(List<RecordPart> parts) implements InputPartition {
  RecordPartition {
    parts = List.copyOf(parts);
  }

  long bytes() {
    return parts.stream().mapToLong(RecordPart::length).sum();
  }
}
