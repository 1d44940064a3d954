package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.conf.settings.store.StoreRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The secret keys this program made for the roles, each in a file only its owner can read. */
final class RoleKeyFiles {
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path home;

  RoleKeyFiles(Path home) {
    this.home = home;
  }

  void write(StoreRole role, Secret key) {
    new LakeHome(home).prepare();
    Path file = LakeHome.storeKey(home, role);
    Path folder = home.resolve("store-keys");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder, FOLDER);
      }
      Path made = Files.createTempFile(folder, "." + role.id(), ".tmp", FILE);
      Files.writeString(made, key.reveal() + "\n");
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
