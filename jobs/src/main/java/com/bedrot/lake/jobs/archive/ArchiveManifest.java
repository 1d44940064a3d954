package com.bedrot.lake.jobs.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one publication consists of, written after every file it names.
 *
 * @param tables table id to the files of its published version
 */
public record ArchiveManifest(
    int schemaVersion, String publication, Instant publishedAt, Map<String, Table> tables) {
  /**
   * One table.
   *
   * @param schema Delta schema as JSON
   */
  public record Table(
      long version, long rows, String schema, List<String> partitionBy, List<File> files) {}

  /**
   * One data file; content-addressed, so that publications share what they have in common.
   *
   * @param path where it lay in the curated zone
   * @param key object in the archive zone
   * @param partition partition column to value
   */
  public record File(
      String path, String key, String sha256, long bytes, Map<String, String> partition) {}
}
