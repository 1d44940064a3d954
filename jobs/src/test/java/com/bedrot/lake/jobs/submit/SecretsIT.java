package com.bedrot.lake.jobs.submit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.store.S3Server;
import com.bedrot.lake.jobs.LakeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs in processes of their own, good and failing ones, and a search for their secrets in
 * everything they leave: what they print, every file of LAKE_HOME, every object of the store.
 */
class SecretsIT {
  private static final String PASSWORD = "canary-of-the-warehouse";
  private static final List<String> ZONES =
      List.of("landing", "raw", "staging", "curated", "archive", "sandbox", "ops");
  private static final String STATEMENT =
      "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\t"
          + "Song/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n"
          + "2026-08-15\t2026-06\tSpotify\tPIG1987\tA\tQZABC2600001\t0195000000001\t3\t100\tSong\tDE"
          + "\t0.00000\t0.011000000001\n";

  @TempDir private Path temp;
  private S3Server server;
  private Path home;
  private final List<String> printed = new ArrayList<>();

  @BeforeEach
  void startStore() throws IOException {
    server = S3Server.start(temp.resolve("s3"));
    ZONES.forEach(zone -> server.createBucket("secrets-" + zone));
    home = Files.createDirectories(temp.resolve("home"));
  }

  @AfterEach
  void stopStore() {
    server.close();
  }

  @Test
  void noSecretLeavesThroughAnythingARunPrintsOrKeeps() throws Exception {
    land();

    assertThat(lake(S3Server.SECRET_KEY, "run", "--json")).as(said()).isEqualTo(5);
    assertThat(lake(S3Server.SECRET_KEY, "run", "--until", "curated")).as(said()).isZero();
    lake(S3Server.SECRET_KEY, "status", "--json");
    lake(S3Server.SECRET_KEY, "config", "show", "--origin");
    lake(S3Server.SECRET_KEY, "doctor");
    lake(S3Server.SECRET_KEY, "report");
    assertThat(lake("canary-that-is-refused", "run")).as(said()).isEqualTo(5);

    assertThat(said()).contains("WAREHOUSE_UNREACHABLE", "rows written", "STORE_DENIED");
    assertThat(withSecrets(said())).as("printed").isEmpty();
    assertThat(logs()).as("logs were written").isNotEmpty();
    assertThat(filesWithSecrets(home)).as("files of LAKE_HOME").isEmpty();
    assertThat(filesWithSecrets(temp.resolve("s3"))).as("objects").isEmpty();
  }

  private void land() {
    LakeSettings.Store store = server.settings();
    Map<String, String> settings = new HashMap<>();
    ZONES.forEach(zone -> settings.put("zones." + zone, "s3a://secrets-" + zone));
    settings.put("store.endpoint", String.valueOf(store.endpoint()));
    Map<String, String> keys =
        Map.of(
            "AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
    new LakeFixture(home, settings, keys)
        .landReference()
        .landText("distrokid.bank_details", "sg", "bank.tsv", STATEMENT);
  }

  private int lake(String secretKey, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of("..", "submit", "lake").toAbsolutePath().normalize().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(n -> n.startsWith("LAKE_") || n.startsWith("AWS_"));
    builder.environment().put("LAKE_HOME", home.toString());
    ZONES.forEach(
        zone ->
            builder
                .environment()
                .put(zone.toUpperCase(java.util.Locale.ROOT) + "_ZONE", "s3a://secrets-" + zone));
    builder.environment().put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.port());
    builder.environment().put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", secretKey);
    // nothing of PostgreSQL answers there
    builder
        .environment()
        .put("LAKE_WAREHOUSE_URL", "jdbc:postgresql://127.0.0.1:1/lake?password=" + PASSWORD);
    builder.environment().put("LAKE_WAREHOUSE_PASSWORD", PASSWORD);
    Path output = temp.resolve("output-" + printed.size());
    Process process = builder.redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    printed.add(Files.readString(output));
    return process.exitValue();
  }

  private String said() {
    return String.join("\n", printed);
  }

  private static List<String> withSecrets(String text) {
    return Stream.of(S3Server.SECRET_KEY, PASSWORD, "canary-that-is-refused")
        .filter(text::contains)
        .toList();
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("logs"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> filesWithSecrets(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<String> found = new ArrayList<>();
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        withSecrets(Files.readString(file, ISO_8859_1))
            .forEach(secret -> found.add(secret + " in " + folder.relativize(file)));
      }
      return found;
    }
  }
}
