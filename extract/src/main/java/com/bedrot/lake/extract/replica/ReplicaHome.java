package com.bedrot.lake.extract.replica;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Points a LAKE_HOME at a replica: {@code lake.yml}, a file per secret under {@code replica/} (0600
 * in 0700), and {@code replica.env} with the variables that name them.
 */
public final class ReplicaHome {
  private static final String MARK =
      "# Written by `lake replica start`; a later start replaces it.\n";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path home;

  public ReplicaHome(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /** The file of variables that {@link #write} makes. */
  public Path variables() {
    return home.resolve("replica.env");
  }

  /**
   * Writes all of it.
   *
   * @throws ConfigurationException {@code CONFIG_INVALID} if {@code lake.yml} is somebody's own, or
   *     the folder cannot be written
   */
  public void write(Replica replica) {
    try {
      Path settings = home.resolve("lake.yml");
      if (Files.exists(settings) && !Files.readString(settings).startsWith(MARK)) {
        throw new ConfigurationException(
            ErrorCode.CONFIG_INVALID,
            settings + " is not the replica's: move it away, or name another folder with --home");
      }
      Path secrets = home.resolve("replica");
      Files.createDirectories(home);
      if (Files.notExists(secrets)) {
        Files.createDirectory(secrets, OWNER_FOLDER);
      }
      replaced(variables(), variables(secrets, replica.credentials()));
      replaced(settings, MARK + replica.settingsYaml());
    } catch (FileAlreadyExistsException e) {
      throw unwritable(e, "is no folder");
    } catch (IOException e) {
      throw unwritable(e, String.valueOf(e.getMessage()));
    }
  }

  private ConfigurationException unwritable(IOException e, String why) {
    return new ConfigurationException(
        ErrorCode.CONFIG_INVALID, "cannot write to " + home + ": " + why, e);
  }

  private static String variables(Path folder, Map<String, String> credentials) throws IOException {
    StringBuilder text = new StringBuilder(MARK);
    for (Map.Entry<String, String> secret : credentials.entrySet()) {
      Path file = folder.resolve(secret.getKey());
      replaced(file, secret.getValue() + "\n");
      text.append("export %s_FILE='%s'\n".formatted(secret.getKey(), file));
    }
    return text.toString();
  }

  /** Temporary files are the owner's alone; the move keeps that. */
  private static void replaced(Path file, String text) throws IOException {
    Path made = Files.createTempFile(Objects.requireNonNull(file.getParent()), ".replica", ".tmp");
    Files.writeString(made, text);
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
