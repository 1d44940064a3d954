package com.bedrot.lake.jobs.publish;

/**
 * The ops state document by which a person asks for a curated table to be built again, all of it.
 */
public final class RebuildMark {
  private RebuildMark() {}

  /** Its name; the text is the asking run, and empty once it is done. */
  public static String name(String tableId) {
    return "rebuild/" + tableId;
  }
}
