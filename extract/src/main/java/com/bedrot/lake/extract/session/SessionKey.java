package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.conf.settings.Secret;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The key all sessions of an installation are sealed with: the one the settings give, else a file
 * {@code session.key} of LAKE_HOME, made on first use.
 */
final class SessionKey {
  static final int BYTES = 32;
  private static final String FILE = "session.key";

  private final Path home;
  private final Secret configured;

  SessionKey(Path home, Secret configured) {
    this.home = home;
    this.configured = configured;
  }

  /** The key to open what was sealed before. */
  byte[] existing() {
    return given()
        .or(this::ofFile)
        .orElseThrow(() -> SessionErrors.noKey(home.resolve(FILE)))
        .clone();
  }

  /** The key to seal with. */
  byte[] orNew() {
    return given().or(this::ofFile).orElseGet(this::make);
  }

  private Optional<byte[]> given() {
    return configured.isEmpty()
        ? Optional.empty()
        : Optional.of(Base64.getDecoder().decode(configured.reveal()));
  }

  private Optional<byte[]> ofFile() {
    Path file = home.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      if (!PrivateFiles.isPrivate(file)) {
        throw SessionErrors.openKey(file);
      }
      return Optional.of(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IOException e) {
      throw SessionErrors.files(file, e);
    }
  }

  private byte[] make() {
    new LakeHome(home).prepare();
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path file = home.resolve(FILE);
    try {
      Path made = Files.createTempFile(home, ".key", ".tmp", PrivateFiles.ownersOnly());
      Files.writeString(made, Base64.getEncoder().encodeToString(key) + "\n");
      try {
        Files.createLink(file, made); // of two processes one wins, the other takes its key
      } finally {
        Files.delete(made);
      }
      return key;
    } catch (FileAlreadyExistsException other) {
      return existing();
    } catch (IOException e) {
      throw SessionErrors.files(file, e);
    }
  }
}
