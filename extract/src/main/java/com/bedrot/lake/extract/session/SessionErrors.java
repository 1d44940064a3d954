package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import java.io.IOException;
import java.nio.file.Path;

/** What the store of sessions refuses, and how it says so. */
final class SessionErrors {
  private SessionErrors() {}

  static LakeException swapped(SourceAccount who, String named) {
    return new AuthenticationException(
        ErrorCode.SESSION_SWAPPED, "the file of " + who + " was sealed for " + named);
  }

  static LakeException damaged(SourceAccount who, String why) {
    return new AuthenticationException(
        ErrorCode.SESSION_DAMAGED, "the session of " + who + " is damaged: " + why);
  }

  static LakeException otherKey(SourceAccount who) {
    return new ConfigurationException(
        ErrorCode.SESSION_KEY_WRONG, "the session of " + who + " was saved with another key");
  }

  static LakeException noKey(Path file) {
    return new ConfigurationException(
        ErrorCode.SESSION_KEY_WRONG, "there are sessions but no key: " + file + " is missing");
  }

  static LakeException openKey(Path file) {
    return new ConfigurationException(
        ErrorCode.SESSION_KEY_WRONG,
        file + " can be read by others: `chmod 600 " + file + "` after making sure nobody did");
  }

  static LakeException busy(SourceAccount who) {
    return new AuthenticationException(
        ErrorCode.SESSION_BUSY, "the session of " + who + " is in use");
  }

  static LakeException files(Path path, IOException cause) {
    return new ConnectionException(
        ErrorCode.STORE_DENIED,
        "cannot use " + path + ": " + cause.getClass().getSimpleName(),
        cause);
  }
}
