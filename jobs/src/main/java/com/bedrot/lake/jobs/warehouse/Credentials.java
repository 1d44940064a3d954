package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The embedded server's two log-ins, kept in libpq's password file format, so that any PostgreSQL
 * client can use it as its {@code passfile}.
 */
record Credentials(Secret owner, Secret reader) {
  private static final int PASSWORD_BYTES = 24;

  static Credentials random() {
    SecureRandom random = new SecureRandom();
    return new Credentials(password(random), password(random));
  }

  void write(Path file, String readerRole) throws IOException {
    WarehouseFolder.writePrivately(file, line(Warehouse.OWNER, owner) + line(readerRole, reader));
  }

  static Credentials read(Path file, String readerRole) throws IOException {
    return new Credentials(find(file, Warehouse.OWNER), find(file, readerRole));
  }

  private static Secret find(Path file, String role) throws IOException {
    String prefix = "127.0.0.1:*:*:" + role + ":";
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> new Secret(line.substring(prefix.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("no password of " + role + " in " + file));
  }

  private static String line(String role, Secret password) {
    return "127.0.0.1:*:*:" + role + ":" + password.reveal() + "\n";
  }

  private static Secret password(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
