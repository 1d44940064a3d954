package com.bedrot.lake.extract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Streams;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-20T00:00:00Z"), ZoneOffset.UTC);
  private static final String PORTAL =
      """
        - property: portal
          value:
            kind: browser
            accounts: several
            origins: {web: https://shop.example}
            hosts: [shop.example]
            pages: {login: /login, home: /home}
            session: {auth_cookies: [sid], signed_in: welcome, strategy: visit}
            selectors: {welcome: '#welcome'}
      """;
  private static final Path COOKIES =
      Path.of("src/test/resources/com/bedrot/lake/extract/session/cookies.txt");

  @TempDir Path project;
  private Streams streams = new Streams();

  @BeforeEach
  void anInstallation() throws IOException {
    for (String folder : List.of("contracts", "tables")) {
      Path to = Files.createDirectories(project.resolve("conf").resolve(folder));
      try (Stream<Path> files = Files.list(Path.of("../conf", folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
    Path contract = project.resolve("conf/contracts/tiktok.yml");
    Files.writeString(
        contract,
        Files.readString(contract)
            .replaceFirst("(?s)  - property: portal\\n.*?(?=\\nschema:)", PORTAL.stripTrailing()));
    Files.writeString(
        project.resolve("conf/lake.yml"),
        "accounts: {tiktok: {zone: {handles: zone.a0}, pig: {handles: pig}}}\n");
  }

  private int run(String... arguments) {
    streams = new Streams();
    Environment environment = Environment.of(Map.of("PROJECT_ROOT", project.toString()));
    CommandContext context =
        new CommandContext(streams.printer(Terminal.PLAIN), environment, RunContext.start(CLOCK));
    String[] all =
        Stream.concat(Stream.of("session"), Arrays.stream(arguments)).toArray(String[]::new);
    return LakeCommandLine.run(ExtractCommand.class, context, all);
  }

  private JsonNode json() {
    return LakeJson.read(streams.out(), JsonNode.class);
  }

  private int importCookies(String account, String... more) {
    return run(
        Stream.concat(
                Stream.of("import", "tiktok", COOKIES.toString(), "--account", account),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  @Test
  void importsTheSameFileOnce() {
    assertThat(importCookies("zone", "--dry-run")).isZero();
    assertThat(streams.out()).startsWith("tiktok.zone: would be imported");
    assertThat(project.resolve(".lake")).doesNotExist();

    assertThat(importCookies("zone.a0")).isZero();
    assertThat(streams.out())
        .isEqualTo(
            "tiktok.zone: imported, cookies 2, dry run false, format netscape, left out 1\n");
    assertThat(importCookies("zone", "--json")).isZero();
    assertThat(json().path("outcome").asText()).isEqualTo("already_imported");
  }

  @Test
  void tellsHowSessionsStandAndWhoIsNeeded() {
    importCookies("zone");

    assertThat(run("status", "--json")).isEqualTo(4);
    JsonNode sessions = json().path("sessions");
    assertThat(sessions.findValuesAsText("account")).containsExactly("pig", "zone");
    assertThat(sessions.findValuesAsText("status")).containsExactly("missing", "ok");
    assertThat(sessions.get(1).path("days_left").asInt()).isEqualTo(12);
    assertThat(run("status", "tiktok", "--account", "zone")).isZero();
    assertThat(streams.out()).contains("tiktok.zone", "it ends at 2027-01-01T00:00:00Z");
  }

  @Test
  void saysThatAStateFileWasSwapped() throws IOException {
    importCookies("zone");
    importCookies("pig");
    Path sessions = project.resolve(".lake/sessions/tiktok");
    Files.copy(
        sessions.resolve("zone/state"),
        sessions.resolve("pig/state"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(run("status", "--account", "pig", "--json")).isEqualTo(4);
    assertThat(json().path("sessions").get(0).path("why").asText())
        .isEqualTo("SESSION_SWAPPED: the file of tiktok.pig was sealed for tiktok.zone");
    assertThat(json().path("sessions").get(0).path("command").asText())
        .isEqualTo("lake session forget tiktok --account pig");
    assertThat(run("export", "tiktok", project.resolve("out").toString(), "--account", "pig"))
        .isEqualTo(4);
    assertThat(streams.err()).contains("error SESSION_SWAPPED");
    assertThat(run("forget", "tiktok", "--account", "pig")).isZero();
    assertThat(run("ls", "--json")).isZero();
    assertThat(json().path("sessions").findValuesAsText("account")).containsExactly("zone");
  }

  @Test
  void exportsForItsOwnerOnlyAndNeverOverAFile() throws IOException {
    importCookies("zone");
    Path file = project.resolve("state.json");
    String[] export = {"export", "tiktok", file.toString(), "--account", "zone"};

    assertThat(run(export)).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().contains("\"name\":\"sid\",\"value\":\"invented-value-1\"");
    assertThat(run(export)).isEqualTo(2);
    assertThat(streams.err()).contains("exists already");
  }

  @Test
  void forgetsOnlyWhereItIsMeant() {
    importCookies("zone");

    assertThat(run("forget", "tiktok", "--account", "zone", "--dry-run")).isZero();
    assertThat(streams.out()).contains("would be forgotten");
    assertThat(run("forget", "tiktok", "--account", "zone")).isZero();
    assertThat(streams.out()).contains("tiktok.zone: forgotten");
    assertThat(run("forget", "tiktok", "--account", "zone")).isZero();
    assertThat(streams.out()).contains("had none");
  }

  @Test
  void refusesCookiesThatDoNotSignIn() throws IOException {
    Path file =
        Files.writeString(
            project.resolve("c.txt"), "shop.example\tFALSE\t/\tFALSE\t0\t_ga\tcanary-value\n");

    assertThat(run("import", "tiktok", file.toString(), "--account", "zone")).isEqualTo(2);
    assertThat(streams.err())
        .contains("error SESSION_FILE_UNREADABLE", "c.txt: it holds none of sid")
        .doesNotContain("canary");
  }

  @Test
  void saysHowItWouldSignInAndRenew() {
    assertThat(run("login", "tiktok", "--account", "zone", "--dry-run")).isZero();
    assertThat(streams.out()).startsWith("tiktok.zone: would wait for a person");
    assertThat(run("refresh", "tiktok", "--account", "zone", "--dry-run", "--json")).isZero();
    assertThat(json().path("strategy").asText()).isEqualTo("visit");
  }

  @Test
  void asksForTheAccountWhereThereAreSeveral() {
    assertThat(run("forget", "tiktok")).isEqualTo(2);
    assertThat(streams.err()).contains("give --account, one of [pig, zone]");
    assertThat(run("forget", "nowhere")).isEqualTo(2);
    assertThat(streams.err()).contains("no contract says how nowhere is fetched");
  }
}
