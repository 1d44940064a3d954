package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.settings.LakeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Opens the store a root URI names. */
public final class ObjectStores {
  private ObjectStores() {}

  /** The store under {@code root}: {@code file:///folder} or {@code s3a://bucket/prefix}. */
  public static ObjectStore open(URI root, LakeSettings.Store settings) {
    return open(root, settings, () -> {});
  }

  /**
   * As {@link #open(URI, LakeSettings.Store)}.
   *
   * @param beforeLocalWrite runs before a local store makes a folder
   * @throws IllegalArgumentException for any other scheme
   */
  public static ObjectStore open(URI root, LakeSettings.Store settings, Runnable beforeLocalWrite) {
    String scheme = String.valueOf(root.getScheme()).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "file" -> new LocalObjectStore(Path.of(root.getPath()), beforeLocalWrite);
      case "s3", "s3a" -> S3ObjectStore.open(root, settings);
      default -> throw new IllegalArgumentException("no object store for " + root);
    };
  }
}
