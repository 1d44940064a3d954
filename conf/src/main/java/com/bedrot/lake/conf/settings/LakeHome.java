package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.store.StoreRole;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of an installation and the version of its format, in the file {@code format}. */
public final class LakeHome {
  /** The format this program reads and writes. */
  public static final int FORMAT = 1;

  private static final String FILE_NAME = "format";

  private final Path folder;

  public LakeHome(Path folder) {
    this.folder = folder;
  }

  /** The file of a role's secret key of the object store. */
  public static Path storeKey(Path folder, StoreRole role) {
    return folder.resolve("store-keys").resolve(role.id());
  }

  /**
   * Refuses a home of a newer format; a home that does not exist is fine.
   *
   * @throws ConfigurationException {@code HOME_FORMAT}
   */
  public void check() {
    Path file = folder.resolve(FILE_NAME);
    try {
      String text = Files.readString(file).strip();
      if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > FORMAT) {
        throw new ConfigurationException(
            ErrorCode.HOME_FORMAT,
            folder + " has format " + text + ", this program knows format " + FORMAT);
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.HOME_FORMAT, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Makes the folder, for its owner only, and its format file, where they are missing. */
  public void prepare() {
    Path file = folder.resolve(FILE_NAME);
    if (Files.exists(file)) {
      return;
    }
    try {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (!Files.isDirectory(folder)) {
        makePrivate();
      }
      Path made = Files.writeString(Files.createTempFile(folder, ".format", ".tmp"), FORMAT + "\n");
      linkOnce(made, file);
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "cannot make " + folder + ": " + e.getMessage(), e);
    }
  }

  private void makePrivate() throws IOException {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  private static void linkOnce(Path made, Path file) throws IOException {
    try {
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.delete(made);
    }
  }
}
