package com.bedrot.lake.jobs.record.input;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a file are laid out, as its scan found it.
 *
 * @param encoding Java charset name
 * @param delimiter of DELIMITED content, else null
 * @param header header names as written
 * @param columnIndexes for every contract column its field in the record, or -1
 */
public record PartLayout(
    String encoding, @Nullable String delimiter, List<String> header, List<Integer> columnIndexes)
    implements Serializable {
  public PartLayout {
    header = List.copyOf(header);
    columnIndexes = List.copyOf(columnIndexes);
  }
}
