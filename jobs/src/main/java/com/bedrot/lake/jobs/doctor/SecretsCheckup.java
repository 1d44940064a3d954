package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether anybody but the owner can read what is secret: LAKE_HOME, sessions, password files. */
record SecretsCheckup(LakeSettings settings, Environment environment) implements Checkup {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public List<Finding> look() {
    List<Finding> open = new ArrayList<>();
    try {
      for (Path secret : secrets()) {
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(secret);
        if (modes.stream().anyMatch(OTHERS::contains)) {
          open.add(readable(secret, modes));
        }
      }
    } catch (UnsupportedOperationException e) {
      return List.of(Finding.ok(name(), "this file system knows no modes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open.isEmpty() ? List.of(Finding.ok(name(), "readable by their owner only")) : open;
  }

  private Finding readable(Path secret, Set<PosixFilePermission> modes) {
    String right = Files.isDirectory(secret) ? "0700" : "0600";
    return Finding.warn(
        name(),
        secret + " is " + PosixFilePermissions.toString(modes),
        "other users of this machine can reach it",
        "chmod " + right + " '" + secret + "'");
  }

  private List<Path> secrets() throws IOException {
    List<Path> secrets = new ArrayList<>();
    add(secrets, settings.home());
    add(secrets, settings.home().resolve("warehouse"));
    add(secrets, settings.home().resolve("warehouse").resolve("pgpass"));
    for (StoreRole role : StoreRole.values()) {
      add(secrets, LakeHome.storeKey(settings.home(), role));
      environment
          .get("LAKE_STORE_" + role.name() + "_SECRET_KEY_FILE")
          .ifPresent(file -> add(secrets, Path.of(file)));
    }
    Path sessions = settings.home().resolve("sessions");
    if (Files.isDirectory(sessions)) {
      try (Stream<Path> all = Files.walk(sessions)) {
        secrets.addAll(all.sorted().toList());
      }
    }
    for (String name : List.of("AWS_SECRET_ACCESS_KEY_FILE", "LAKE_WAREHOUSE_PASSWORD_FILE")) {
      environment.get(name).ifPresent(file -> add(secrets, Path.of(file)));
    }
    return secrets;
  }

  private static void add(List<Path> secrets, Path file) {
    if (Files.exists(file)) {
      secrets.add(file);
    }
  }
}
