package com.bedrot.lake.extract.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final SourceAccount ZONE = new SourceAccount("shop", "zone");
  private static final SourceAccount PIG = new SourceAccount("shop", "pig");
  private static final AccountSession SESSION =
      new AccountSession(
          new SessionState(
              List.of(
                  new SessionCookie(
                      "sid", "canary-cookie", ".shop.example", "/", NOW, true, true, SameSite.LAX)),
              Map.of("https://shop.example", Map.of("jwt", "canary-storage"))),
          Map.of("refresh", new AccountSession.Token(new Secret("canary-token"), NOW, null)),
          NOW,
          null,
          List.of("abc"));

  @TempDir Path home;
  private SessionStore store;

  @BeforeEach
  void aStore() {
    store = new SessionStore(home.resolve("h"), new Secret(""));
  }

  private Path file(SourceAccount who) {
    return home.resolve("h/sessions/" + who.source() + "/" + who.account() + "/state");
  }

  private void save(SourceAccount who) {
    try (SessionLease lease = store.lease(who)) {
      lease.save(SESSION);
    }
  }

  private static void refused(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call).hasMessage(message).extracting("code").isEqualTo(code);
  }

  @Test
  void keepsASessionWholeAndReadableToItsOwnerOnly() throws IOException {
    assertThat(store.read(ZONE)).isEmpty();
    assertThat(home.resolve("h")).doesNotExist();

    save(ZONE);

    assertThat(store.read(ZONE)).contains(SESSION);
    assertThat(store.all()).containsExactly(ZONE);
    try (Stream<Path> all = Files.walk(home.resolve("h"))) {
      for (Path path : all.filter(p -> !p.endsWith("format")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
    assertThat(file(ZONE)).content().doesNotContain("canary");
  }

  @Test
  void sealsTheSameSessionDifferentlyEachTime() throws IOException {
    save(ZONE);
    String first = Files.readString(file(ZONE));
    save(ZONE);

    assertThat(file(ZONE)).content().isNotEqualTo(first);
  }

  @Test
  void refusesTheFileOfAnotherAccount() throws IOException {
    save(ZONE);
    save(PIG);
    Files.copy(file(ZONE), file(PIG), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    refused(
        () -> store.read(PIG),
        ErrorCode.SESSION_SWAPPED,
        "the file of shop.pig was sealed for shop.zone");

    Files.writeString(file(PIG), Files.readString(file(PIG)).replace("\"zone\"", "\"pig\""));
    refused(
        () -> store.read(PIG),
        ErrorCode.SESSION_DAMAGED,
        "the session of shop.pig is damaged: its seal is broken");
  }

  @Test
  void refusesWhatIsNoSealedSession() throws IOException {
    save(ZONE);
    Files.writeString(file(ZONE), "half a fi");
    refused(
        () -> store.read(ZONE),
        ErrorCode.SESSION_DAMAGED,
        "the session of shop.zone is damaged: it is no sealed session");
    Files.writeString(file(ZONE), "{\"format\": 99}");
    refused(
        () -> store.read(ZONE),
        ErrorCode.SESSION_DAMAGED,
        "the session of shop.zone is damaged: this program does not know its format");
  }

  @Test
  void tellsAWrongKeyFromADamagedFile() throws IOException {
    save(ZONE);
    SessionStore other =
        new SessionStore(
            home.resolve("h"), new Secret("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    refused(
        () -> other.read(ZONE),
        ErrorCode.SESSION_KEY_WRONG,
        "the session of shop.zone was saved with another key");

    Path key = home.resolve("h/session.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> store.read(ZONE)).hasMessageContaining("can be read by others");
    Files.delete(key);
    assertThatThrownBy(() -> store.read(ZONE))
        .hasMessageContaining("there are sessions but no key");
  }

  @Test
  void oneWriterAtATime() {
    try (SessionLease first = store.lease(ZONE)) {
      first.save(SESSION);
      refused(
          () -> store.lease(ZONE), ErrorCode.SESSION_BUSY, "the session of shop.zone is in use");
      try (SessionLease other = store.lease(PIG)) {
        assertThat(other.session()).isEmpty();
      }
    }
    try (SessionLease again = store.lease(ZONE)) {
      assertThat(again.forget()).isTrue();
      assertThat(again.forget()).isFalse();
    }
    assertThat(store.all()).isEmpty();
  }

  @Test
  void aKillWhileSavingLeavesTheOldSessionWhole() throws Exception {
    save(ZONE);
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlake.kill-at=session-written-aside",
                SaveAgain.class.getName(),
                home.resolve("h").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();

    assertThat(killed.waitFor()).isEqualTo(137);
    assertThat(store.read(ZONE)).contains(SESSION);
    assertThat(halves()).isEqualTo(1);
    save(ZONE);
    assertThat(halves()).isZero();
  }

  private long halves() throws IOException {
    try (Stream<Path> all = Files.list(file(ZONE).getParent())) {
      return all.filter(p -> p.getFileName().toString().contains("half")).count();
    }
  }

  /** Saves an empty session in a process of its own. */
  static final class SaveAgain {
    public static void main(String[] arguments) {
      SessionStore store = new SessionStore(Path.of(arguments[0]), new Secret(""));
      try (SessionLease lease = store.lease(ZONE)) {
        lease.save(AccountSession.opened(new SessionState(List.of(), Map.of()), NOW));
      }
    }
  }
}
