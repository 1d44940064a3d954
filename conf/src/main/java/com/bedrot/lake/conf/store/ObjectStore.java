package com.bedrot.lake.conf.store;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One zone's objects, on local disk or S3. Keys are relative, {@code /}-separated, never start with
 * {@code /} and never hold {@code ..}. Nothing assumes that rename is atomic, that a directory
 * exists, or that listing is cheap. All methods throw {@link
 * com.bedrot.lake.conf.error.ConnectionException} where the store does not answer, refuses or is
 * full ({@code STORE_UNREACHABLE, STORE_DENIED, STORE_FULL}).
 */
public interface ObjectStore {
  /**
   * Creates the object, all bytes or nothing. A lost reply is resolved by reading the object back.
   *
   * @return false if an object of that key exists already; it is left as it is
   */
  boolean createIfAbsent(String key, byte[] content);

  /**
   * As {@link #createIfAbsent(String, byte[])}, streaming from a local file. On the same local disk
   * a hard link or reflink is never used: the copy is the store's own.
   */
  boolean createIfAbsent(String key, Path content);

  /** Creates or replaces. Only for state the lake may rewrite (leases, snapshots, caches). */
  void put(String key, byte[] content);

  /**
   * The whole object.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  byte[] get(String key);

  /**
   * A stream from byte {@code offset} on; the caller closes it.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  InputStream open(String key, long offset);

  Optional<ObjectInfo> head(String key);

  /** All objects whose key starts with {@code prefix}, sorted by key. */
  List<ObjectInfo> list(String prefix);

  /** Removes the object; nothing happens where there is none. */
  void delete(String key);

  /** The object's URI as Spark reads it: {@code file:///...} or {@code s3a://bucket/...}. */
  URI uri(String key);

  /** The object as a local file where the store is a local disk, else empty. Read only. */
  Optional<Path> localPath(String key);
}
