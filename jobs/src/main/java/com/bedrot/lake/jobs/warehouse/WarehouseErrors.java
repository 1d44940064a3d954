package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.LoadException;
import com.bedrot.lake.conf.error.ValidationException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the warehouse says when it cannot go on. */
final class WarehouseErrors {
  private WarehouseErrors() {}

  static LakeException noBinaries(String resource) {
    return new ConnectionException(
        ErrorCode.WAREHOUSE_UNREACHABLE,
        "The embedded PostgreSQL is not available on this platform (no "
            + resource
            + "): set warehouse.url to a server of your own");
  }

  static LakeException notStarted(Path log, String output, @Nullable Throwable cause) {
    return new ConnectionException(
        ErrorCode.WAREHOUSE_UNREACHABLE,
        "The embedded PostgreSQL did not start: " + output.strip() + " (log: " + log + ")",
        cause);
  }

  static LakeException notStopped(String output) {
    return new ConnectionException(
        ErrorCode.WAREHOUSE_UNREACHABLE, "The embedded PostgreSQL did not stop: " + output.strip());
  }

  static LakeException unreachable(String url, Throwable cause) {
    return new ConnectionException(
        ErrorCode.WAREHOUSE_UNREACHABLE,
        "No connection to the warehouse " + withoutParameters(url) + ": " + cause.getMessage(),
        cause);
  }

  /** A URL's parameters may hold a password. */
  private static String withoutParameters(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  static LakeException files(Path folder, Exception cause) {
    return new ConnectionException(
        ErrorCode.WAREHOUSE_UNREACHABLE,
        "The warehouse folder " + folder + " cannot be used: " + cause.getMessage(),
        cause);
  }

  static LakeException otherMajor(String data, String binaries) {
    return new ConnectionException(
        ErrorCode.WAREHOUSE_UNREACHABLE,
        "The warehouse was made by PostgreSQL "
            + data
            + " and this program brings "
            + binaries
            + ": dump it with the old program, or remove the data folder and run `lake warehouse"
            + " rebuild --all`");
  }

  static LakeException migration(Throwable cause) {
    return new LoadException(
        ErrorCode.WAREHOUSE_LOAD,
        "The warehouse schema could not be migrated: " + cause.getMessage(),
        cause);
  }

  static LakeException refused(List<String> problems) {
    return new LoadException(
        ErrorCode.WAREHOUSE_SCHEMA,
        "The warehouse tables are not what their contracts say:\n  "
            + String.join("\n  ", problems));
  }

  static LakeException badType(List<String> problems) {
    return new ConfigurationException(
        ErrorCode.CONTRACT_INVALID,
        "The warehouse cannot hold what a contract says:\n  " + String.join("\n  ", problems));
  }

  static LakeException notReadOnly(String why) {
    return new ValidationException(
        ErrorCode.SQL_NOT_READ_ONLY, "The statement was not run: " + why);
  }

  static LakeException invalidSql(String why, @Nullable Throwable cause) {
    return new ValidationException(ErrorCode.SQL_INVALID, why, cause);
  }
}
