package com.bedrot.lake.extract;

import java.util.List;

/**
 * A file that a fetch will make.
 *
 * @param name as it will land, with {@code *} for what is not known yet
 * @param calls method and address of each call, or pages a browser visits, for people
 */
public record PlannedFile(String name, List<String> calls) {
  public PlannedFile {
    calls = List.copyOf(calls);
  }
}
