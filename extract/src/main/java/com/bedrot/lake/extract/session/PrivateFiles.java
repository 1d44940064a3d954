package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.run.KillPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders 0700 and files 0600, replaced whole or not at all. */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final String HALF = ".half-";

  private PrivateFiles() {}

  /** Makes the folder, for its owner only; one that exists becomes so. */
  public static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    Files.setPosixFilePermissions(folder, FOLDER);
    return folder;
  }

  /** Attributes of a file for its owner only, to create it with. */
  public static FileAttribute<Set<PosixFilePermission>> ownersOnly() {
    return PosixFilePermissions.asFileAttribute(FILE);
  }

  /** Makes a file for its owner only, or empties one. */
  public static Path file(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.createFile(file, ownersOnly());
  }

  static boolean isPrivate(Path file) throws IOException {
    return FILE.containsAll(Files.getPosixFilePermissions(file));
  }

  /** Puts the bytes in the file's place at once; what a killed process left behind is removed. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path folder = file.resolveSibling("").toAbsolutePath();
    removeHalves(folder, file.getFileName() + HALF);
    Path made = Files.createTempFile(folder, file.getFileName() + HALF, ".tmp", ownersOnly());
    try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    KillPoint.reach("session-written-aside");
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void removeHalves(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, prefix + "*.tmp")) {
      for (Path half : halves) {
        Files.deleteIfExists(half);
      }
    }
  }
}
