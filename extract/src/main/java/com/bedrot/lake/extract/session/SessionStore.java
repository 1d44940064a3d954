package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sessions of an installation, {@code LAKE_HOME/sessions/<source>/<account>/state}, encrypted.
 * Reading needs no lock: a file is replaced whole. Thread-safe.
 */
public final class SessionStore {
  private static final String FILE = "state";

  private final Path home;
  private final SessionKey key;

  public SessionStore(Path home, Secret configuredKey) {
    this.home = home;
    this.key = new SessionKey(home, configuredKey);
  }

  public static SessionStore of(LakeSettings settings) {
    return new SessionStore(settings.home(), settings.sessionKey());
  }

  /** Every account with a session, sorted; opens none. */
  public List<SourceAccount> all() {
    Path root = home.resolve("sessions");
    List<SourceAccount> found = new ArrayList<>();
    for (Path source : folders(root)) {
      for (Path account : folders(source)) {
        if (Files.exists(account.resolve(FILE))) {
          found.add(
              new SourceAccount(source.getFileName().toString(), account.getFileName().toString()));
        }
      }
    }
    return found.stream().sorted().toList();
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> inside = Files.list(parent)) {
      return inside.filter(Files::isDirectory).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw SessionErrors.files(parent, e);
    }
  }

  /**
   * The session as it was last saved.
   *
   * @throws com.bedrot.lake.conf.error.LakeException {@code SESSION_SWAPPED, SESSION_KEY_WRONG,
   *     SESSION_DAMAGED}
   */
  public Optional<AccountSession> read(SourceAccount who) {
    Path file = file(who);
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(AccountSession.parse(new SessionSeal(key.existing()).open(who, bytes)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw SessionErrors.files(file, e);
    }
  }

  /**
   * Takes the right to change the session, until it is closed.
   *
   * @throws com.bedrot.lake.conf.error.LakeException {@code SESSION_BUSY} if someone has it
   */
  public SessionLease lease(SourceAccount who) {
    new LakeHome(home).prepare();
    Path folder = folder(who);
    try {
      PrivateFiles.folder(home.resolve("sessions"));
      PrivateFiles.folder(home.resolve("sessions").resolve(who.source()));
      return new SessionLease(this, who, PrivateFiles.folder(folder));
    } catch (IOException e) {
      throw SessionErrors.files(folder, e);
    }
  }

  void write(SourceAccount who, AccountSession session) {
    Path file = file(who);
    try {
      PrivateFiles.replace(file, new SessionSeal(key.orNew()).seal(who, session.json()));
    } catch (IOException e) {
      throw SessionErrors.files(file, e);
    }
  }

  boolean delete(SourceAccount who) {
    Path file = file(who);
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw SessionErrors.files(file, e);
    }
  }

  private Path file(SourceAccount who) {
    return folder(who).resolve(FILE);
  }

  private Path folder(SourceAccount who) {
    return home.resolve("sessions").resolve(who.source()).resolve(who.account());
  }
}
