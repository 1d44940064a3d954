package com.bedrot.lake.jobs.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The places of the embedded server under LAKE_HOME.
 *
 * @param root {@code <LAKE_HOME>/warehouse}
 */
record WarehouseFolder(Path root) {
  static WarehouseFolder under(Path home) {
    return new WarehouseFolder(home.resolve("warehouse").toAbsolutePath().normalize());
  }

  /** Makes the folder, for its owner only, where it is missing. */
  void create() {
    try {
      Files.createDirectories(root.resolve("log"));
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cluster's files, kept between runs. */
  Path data() {
    return root.resolve("data");
  }

  boolean initialized() {
    return Files.exists(data().resolve("PG_VERSION"));
  }

  /** PostgreSQL's own note of the running server; stale after a crash. */
  Path processNote() {
    return data().resolve("postmaster.pid");
  }

  Path lock() {
    return root.resolve("lock");
  }

  /** The port last used, taken again where it is free, so that other programs keep their URL. */
  Path port() {
    return root.resolve("port");
  }

  /** The process id of the server, for people and scripts. */
  Path pid() {
    return root.resolve("pid");
  }

  /** Both passwords in libpq's own format, readable by the owner only. */
  Path passwords() {
    return root.resolve("pgpass");
  }

  /** Touched at every use; the idle watcher looks at its age. */
  Path used() {
    return root.resolve("used");
  }

  Path serverLog() {
    return root.resolve("log").resolve("server.log");
  }

  Path commandLog() {
    return root.resolve("log").resolve("command.log");
  }

  /** Writes a file only its owner can read, whole or not at all. */
  static void writePrivately(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft,
        PosixFilePermissions.asFileAttribute(
            Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
    Files.writeString(draft, text);
    Files.move(
        draft,
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
