package com.bedrot.lake.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real tick as cron starts it, with a java that says and ends what it is told. */
class CronTickTest {
  private static final String JAVA =
      """
      #!/bin/bash
      words="$*"
      printf '%s\\n' "${words##*Main }" >>"$CALLS"
      printf '%s %s\\n' "$(umask)" "$SAID_SO" >>"$CALLS.seen"
      case "$*" in *'cron install --renew') exit 0 ;; esac
      if [[ -e $CALLS.wait ]]; then echo started >"$CALLS.started"; read -r _ <"$CALLS.wait"; fi
      cat "$CALLS.says" >&2
      exit "$(cat "$CALLS.ends")"
      """;

  private static final String EXPIRED =
      """
      error SESSION_EXPIRED: The session has expired
        why: tiktok main: the portal asks for a log in
        fix: lake session login tiktok
        run: 20261120T100000Z-aaaaaa
      """;

  @TempDir private Path temp;
  private Path root;
  private Path home;
  private Path calls;

  private record Ended(int status, String output) {}

  @BeforeEach
  void install() throws IOException {
    root = temp.resolve("a label's lake");
    home = temp.resolve("home");
    calls = temp.resolve("calls");
    Path submit = Files.createDirectories(root.resolve("submit"));
    for (String name : List.of("lake", "cron-tick")) {
      Path source = Path.of("..", "submit", name).toAbsolutePath().normalize();
      Files.copy(source, submit.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path java = Files.createDirectories(root.resolve("bin")).resolve("java");
    Files.writeString(java, JAVA);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(root.resolve("conf/contracts"));
    for (String module : List.of("jobs", "extract")) {
      Path lib = Files.createDirectories(root.resolve(module + "/target/dist/lib"));
      Files.createFile(lib.resolve("lake-" + module + "-1.jar"));
    }
    environment("rw-------", "PATH=" + root.resolve("bin") + ":/usr/bin:/bin", "CALLS=" + calls);
    endsWith(0, "");
  }

  @Test
  void saysNothingWhereAllIsWell() throws Exception {
    Files.writeString(Path.of(calls + ".says"), "run x: ok\n");

    assertThat(tick("--no-extract")).isEqualTo(new Ended(0, ""));
    assertThat(called()).containsExactly("cron install --renew", "run --no-extract");
    assertThat(log("run"))
        .contains("lake run --no-extract")
        .contains("run x: ok")
        .contains("exit 0");
  }

  @Test
  void callsWhatTheEntryIsFor() throws Exception {
    tick();
    tick("--source", "tiktok");
    tick("--maintain");

    assertThat(called())
        .containsExactly(
            "cron install --renew", "run", "extract tiktok", "cron install --renew", "maintain");
  }

  @Test
  void tellsAPersonAtOnceWhatOnlyAPersonCanMend() throws Exception {
    for (int status : List.of(2, 3, 4, 8)) {
      endsWith(status, EXPIRED);
      Ended ended = tick();

      assertThat(ended.status()).isEqualTo(status);
      assertThat(ended.output())
          .startsWith("The lake needs a person: ")
          .contains("command    lake run: exit " + status + "\n")
          .contains("fix: lake session login tiktok\n")
          .contains("LAKE_HOME=" + home)
          .doesNotContain("20261120T100000Z");
    }
  }

  @Test
  void tellsOfAPassingFailureAtTheThirdInARow() throws Exception {
    endsWith(5, "");
    assertThat(tick()).isEqualTo(new Ended(5, ""));
    assertThat(tick()).isEqualTo(new Ended(5, ""));
    endsWith(0, "");
    assertThat(tick()).isEqualTo(new Ended(0, ""));

    endsWith(1, EXPIRED);
    assertThat(tick()).isEqualTo(new Ended(1, ""));
    endsWith(5, EXPIRED);
    assertThat(tick()).isEqualTo(new Ended(5, ""));
    endsWith(1, EXPIRED);
    assertThat(tick().output()).contains("lake run: exit 1, 3 times in a row\n");
  }

  @Test
  void tellsOfOneTroubleOnceADay() throws Exception {
    endsWith(8, EXPIRED);
    assertThat(tick().output()).isNotEmpty();
    assertThat(tick()).isEqualTo(new Ended(8, ""));
    assertThat(log("run")).contains("told before");

    endsWith(8, EXPIRED.replace("main", "other"));
    assertThat(tick().output()).contains("tiktok other");

    Path memory = home.resolve("cron/run.state");
    String[] told = Files.readString(memory).strip().split(" ");
    told[2] = Long.toString(Long.parseLong(told[2]) - 86400);
    Files.writeString(memory, String.join(" ", told) + "\n");
    assertThat(tick().output()).contains("tiktok other");

    endsWith(0, "");
    tick();
    endsWith(8, EXPIRED.replace("main", "other"));
    assertThat(tick().output()).as("after a good run it is a new trouble").isNotEmpty();
  }

  @Test
  void asksAPortalThatRefusedAgainOnlyWhenAPersonDidSomething() throws Exception {
    endsWith(4, EXPIRED);
    assertThat(tick("--source", "tiktok").output()).contains("lake session status");
    assertThat(tick("--source", "tiktok")).isEqualTo(new Ended(0, ""));
    assertThat(called()).containsExactly("extract tiktok");
    assertThat(log("extract-tiktok")).contains("left alone: lake extract tiktok needs a person");

    Path session = Files.createDirectories(home.resolve("sessions/tiktok/main"));
    touched(session, Instant.parse("2099-01-01T00:00:00Z"));
    endsWith(0, "");
    assertThat(tick("--source", "tiktok").status()).isZero();
    assertThat(called()).hasSize(2);
  }

  @Test
  void asksOneSourceWhereAnotherFailed() throws Exception {
    endsWith(4, EXPIRED);
    tick("--source", "tiktok");
    endsWith(0, "");

    assertThat(tick("--source", "linktree")).isEqualTo(new Ended(0, ""));
    assertThat(called()).containsExactly("extract tiktok", "extract linktree");
  }

  @Test
  void skipsQuietlyWhileTheTickBeforeItRuns() throws Exception {
    Path wait = Path.of(calls + ".wait");
    assertThat(new ProcessBuilder("mkfifo", wait.toString()).start().waitFor()).isZero();
    Process first = start("--source", "tiktok");
    waitFor(Path.of(calls + ".started"), first);

    assertThat(tick("--source", "tiktok")).isEqualTo(new Ended(75, ""));
    assertThat(log("extract-tiktok")).contains("skipped: the tick before it still runs, process ");

    Files.writeString(wait, "go on\n");
    assertThat(first.waitFor()).isZero();
    Files.delete(wait);
    assertThat(tick("--source", "tiktok").status()).isZero();
    assertThat(called()).containsExactly("extract tiktok", "extract tiktok");
  }

  @Test
  void leavesTheMemoryWhereAnotherRunHoldsTheLake() throws Exception {
    endsWith(5, "");
    tick();
    tick();
    endsWith(75, EXPIRED);
    assertThat(tick()).isEqualTo(new Ended(75, ""));
    endsWith(5, "");
    assertThat(tick().output()).contains("3 times in a row");
  }

  @Test
  void takesVariablesLiterallyAndKeepsTheOwnersMask() throws Exception {
    environment(
        "rw-------",
        "# of the lake",
        "PATH=" + root.resolve("bin") + ":/usr/bin:/bin",
        "CALLS=" + calls,
        "SAID_SO=$(touch " + temp + "/ran) 'a' \"b\"");

    tick("--source", "tiktok");

    assertThat(Files.readString(Path.of(calls + ".seen")))
        .isEqualTo("0022 $(touch " + temp + "/ran) 'a' \"b\"\n");
    assertThat(temp.resolve("ran")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("cron"))))
        .isEqualTo("rwx------");
  }

  @Test
  void refusesVariablesThatOthersCanRead() throws Exception {
    Files.setPosixFilePermissions(
        home.resolve("cron/environment"), PosixFilePermissions.fromString("rw-r--r--"));

    Ended ended = tick();

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output()).contains("others may read").contains("fix: chmod 600 '");
    assertThat(calls).doesNotExist();
  }

  @Test
  void renewsTheEntriesOnceTheContractsChange() throws Exception {
    tick();
    tick();
    assertThat(called()).containsExactly("cron install --renew", "run", "run");

    Path contract = Files.createFile(root.resolve("conf/contracts/new.yml"));
    touched(contract, Instant.parse("2099-01-01T00:00:00Z"));
    tick();
    assertThat(called().subList(3, 5)).containsExactly("cron install --renew", "run");
  }

  @Test
  void keepsFiveLogsOfFiveMegabytes() throws Exception {
    Path logs = Files.createDirectories(home.resolve("logs"));
    Files.write(logs.resolve("cron-run.log"), new byte[5_000_001]);
    for (int number = 1; number <= 4; number++) {
      Files.writeString(logs.resolve("cron-run.log." + number), "log " + number);
    }

    tick();

    assertThat(Files.size(logs.resolve("cron-run.log.1"))).isEqualTo(5_000_001);
    assertThat(logs.resolve("cron-run.log.4")).hasContent("log 3");
    assertThat(logs.resolve("cron-run.log.5")).doesNotExist();
    assertThat(Files.size(logs.resolve("cron-run.log"))).isLessThan(1000);
  }

  private void endsWith(int status, String says) throws IOException {
    Files.writeString(Path.of(calls + ".ends"), Integer.toString(status));
    Files.writeString(Path.of(calls + ".says"), says);
  }

  private void environment(String permissions, String... lines) throws IOException {
    Path file = Files.createDirectories(home.resolve("cron")).resolve("environment");
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(file, String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    touched(file, Instant.parse("2020-01-01T00:00:00Z"));
  }

  private static void touched(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private static void waitFor(Path file, Process process) throws InterruptedException {
    while (Files.notExists(file)) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as("it still runs").isFalse();
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "umask 022; exec \"$@\"",
                "sh",
                root.resolve("submit/lake").toString(),
                "cron",
                "tick",
                "--home",
                home.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    return builder.start();
  }

  private Ended tick(String... arguments) throws Exception {
    Process process = start(arguments);
    try (InputStream out = process.getInputStream()) {
      String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    }
  }

  private List<String> called() throws IOException {
    return Files.readAllLines(calls);
  }

  private String log(String name) throws IOException {
    return Files.readString(home.resolve("logs/cron-" + name + ".log"));
  }
}
