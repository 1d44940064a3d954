package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.IntegrityException;

/** Errors of the ops zone's objects. */
final class LedgerErrors {
  private LedgerErrors() {}

  static IntegrityException unreadable(String where, String type, Exception cause) {
    String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new IntegrityException(
        ErrorCode.STORE_OBJECT_CHANGED, where + " is not a " + type + ": " + why, cause);
  }

  static IntegrityException taken(String key) {
    return new IntegrityException(
        ErrorCode.STORE_OBJECT_CHANGED, key + " exists already with other content");
  }
}
