package com.bedrot.lake.conf.settings.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the store's bytes are protected.
 *
 * @param encryption by whose keys the server encrypts what is written; default {@code NONE}: as the
 *     buckets are set up
 * @param kmsKey id of the key for {@code KMS}; null: the server's own
 * @param ca PEM file of the authority that signed the server's certificate; null: one Java knows
 * @param retentionYears how long archived objects cannot be deleted; default 7
 * @param retentionMode who may delete them earlier; default {@code COMPLIANCE}
 */
public record StoreProtection(
    Encryption encryption,
    @Nullable String kmsKey,
    @Nullable Path ca,
    int retentionYears,
    RetentionMode retentionMode) {
  /** What holds where nothing is set. */
  public static final StoreProtection DEFAULT =
      new StoreProtection(Encryption.NONE, null, null, 7, RetentionMode.COMPLIANCE);

  /** Server-side encryption. */
  public enum Encryption {
    NONE,
    /** The store's own keys, SSE-S3. */
    AES256,
    /** A key of a key management service, SSE-KMS. */
    KMS
  }

  /** Who may delete an object before its time. */
  public enum RetentionMode {
    /** Nobody, not even an administrator. */
    COMPLIANCE,
    /** An administrator who asks for it. */
    GOVERNANCE
  }
}
