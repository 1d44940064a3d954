package com.bedrot.lake.conf.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.util.FileSize;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LoggingTest {
  private static final RunId RUN = new RunId("20261120T120000Z-aaaaaa");

  @TempDir Path folder;
  private Path home;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private Logger log;

  @BeforeEach
  void start() {
    System.setErr(new PrintStream(console, true, UTF_8));
    home = folder.resolve("home");
    Logging.start(home, "jobs", RUN);
    log = LoggerFactory.getLogger("com.bedrot.lake.test");
  }

  @AfterEach
  void asBefore() throws Exception {
    MDC.clear();
    Logging.stop();
    System.setErr(stderr);
    LoggerContext context = Logging.assertBound();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void aHomeThatDoesNotExistStaysSo() {
    log.info("started");
    log.warn("nothing to do");

    assertThat(home).doesNotExist();
    assertThat(console()).contains("WARN  test [run_id=20261120T120000Z-aaaaaa] - nothing to do");
  }

  @Test
  void whatWasSaidBeforeTheHomeExistedIsInTheFiles() throws IOException {
    log.info("first");
    Files.createDirectories(home);
    log.info("second");

    assertThat(text()).contains("first").contains("second");
    assertThat(console()).isEmpty();
  }

  @Test
  void eachEventIsOneJsonLineWithItsContext() throws IOException {
    Files.createDirectories(home);
    MDC.put(Logging.SOURCE, "distrokid");
    log.atInfo().addKeyValue(Logging.EVENT, "file-landed").log("landed {} rows", 3);

    List<String> lines = Files.readAllLines(home.resolve("logs/jobs.json"));
    assertThat(lines).hasSize(1);
    assertThat((Map<?, ?>) LakeJson.read(lines.get(0), Map.class))
        .extracting("message", "level", "run_id", "source", "event", "logger_name")
        .containsExactly(
            "landed 3 rows",
            "INFO",
            RUN.value(),
            "distrokid",
            "file-landed",
            "com.bedrot.lake.test");
  }

  @Test
  void secretsAreInNoOutput() throws IOException {
    Files.createDirectories(home);
    String canary = new Secret("canary \"4711\" value").reveal();
    log.error("with {}", canary, new IllegalStateException("thrown with " + canary));
    log.error("GET https://graph/x?access_token=EAABcanary0815&limit=3");
    log.error("Authorization: Bearer canary.0816.abc");
    log.error("jdbc:postgresql://lake:canary0817@h/db");
    log.error("{\"refresh_token\":\"canary0818\",\"client_secret\": \"canary0819\"}");
    MDC.put("password", "canary0820");
    log.error("password=canary0821");

    assertThat(console()).contains("******").doesNotContain("canary");
    assertThat(text()).contains("******").doesNotContain("canary");
    assertThat(json()).contains("******").doesNotContain("canary");
    for (String line : Files.readAllLines(home.resolve("logs/jobs.json"))) {
      assertThat(LakeJson.read(line, Map.class)).containsKey("message");
    }
  }

  @Test
  void textOfAnEventCannotForgeALineOrALookUp() throws IOException {
    Files.createDirectories(home);
    log.warn(
        "artist {}",
        "x\n2026-01-01T00:00:00.000Z ERROR forged\u001b[2J ${jndi:ldap://evil/a}",
        new IllegalStateException("bad\r\nforged too"));

    for (String output : List.of(console(), text(), json())) {
      assertThat(output).doesNotContain("\u001b").doesNotContain("${jndi");
      assertThat(output.lines()).noneMatch(line -> line.matches("^(2026-01-01|forged).*"));
    }
  }

  @Test
  void filesRollWhenTheyAreFullAndFiveAreKept() throws IOException {
    Files.createDirectories(home);
    Logging.start(home, "jobs", RUN, FileSize.valueOf("100KB"));
    String big = "x".repeat(10 << 10);
    for (int i = 0; i < 100; i++) {
      log.info("{} {}", i, big);
    }

    try (Stream<Path> files = Files.list(home.resolve("logs"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "jobs.log",
              "jobs.log.1",
              "jobs.log.2",
              "jobs.log.3",
              "jobs.log.4",
              "jobs.json",
              "jobs.json.1",
              "jobs.json.2",
              "jobs.json.3",
              "jobs.json.4");
    }
  }

  @Test
  void otherLibrariesAreHeardFromWarningsOn() throws IOException {
    Files.createDirectories(home);
    LoggerFactory.getLogger("org.other").info("chatter");
    LoggerFactory.getLogger("org.other").warn("trouble");

    assertThat(text()).doesNotContain("chatter").contains("trouble");
  }

  @Test
  void logbackIsWhatIsBound() {
    assertThat(Logging.assertBound()).isSameAs(LoggerFactory.getILoggerFactory());
    assertThat(Logging.file()).contains(home.resolve("logs/jobs.log"));
  }

  private String console() {
    return console.toString(UTF_8);
  }

  private String text() throws IOException {
    return Files.readString(home.resolve("logs/jobs.log"));
  }

  private String json() throws IOException {
    return Files.readString(home.resolve("logs/jobs.json"));
  }
}
