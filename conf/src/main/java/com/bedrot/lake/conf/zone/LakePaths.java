package com.bedrot.lake.conf.zone;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The only maker of keys and table URIs. Keys are relative to their zone; a landing key is made by
 * {@link LandingName}.
 */
public record LakePaths(Map<Zone, URI> roots) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,10}");

  public LakePaths {
    roots = Map.copyOf(roots);
  }

  /**
   * {@code <source>/<dataset>/<sha256>.<ext>} in the raw zone.
   *
   * @throws IllegalArgumentException if a part is not of its shape
   */
  public static String rawKey(String source, String dataset, String sha256, String extension) {
    if (!SHA256.matcher(sha256).matches() || !EXTENSION.matcher(extension).matches()) {
      throw new IllegalArgumentException("not a raw object: " + sha256 + "." + extension);
    }
    return id(source) + "/" + id(dataset) + "/" + sha256 + "." + extension;
  }

  /** {@code <source>/<dataset>} in the staging zone. */
  public static String stagingKey(String source, String dataset) {
    return id(source) + "/" + id(dataset);
  }

  /** {@code publications/<run>/} in the archive zone. */
  public static String archivePrefix(String runId) {
    return "publications/" + runId + "/";
  }

  /** The staging table of a dataset. */
  public URI stagingTable(String source, String dataset) {
    return under(Zone.STAGING, stagingKey(source, dataset));
  }

  /** A curated table. */
  public URI curatedTable(String table) {
    return under(Zone.CURATED, id(table));
  }

  /** One of the lake's own Delta tables. */
  public URI opsTable(String table) {
    return under(Zone.OPS, "tables/" + id(table));
  }

  /** A key in its zone, as Spark reads it. */
  public URI under(Zone zone, String key) {
    URI root = roots.get(zone);
    if (root == null) {
      throw new IllegalStateException("no root for zone " + zone.id());
    }
    String base = root.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + key);
  }

  private static String id(String text) {
    if (!SafeName.isId(text)) {
      throw new IllegalArgumentException("not an id: " + SafeName.shown(text));
    }
    return text;
  }
}
