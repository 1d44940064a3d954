package com.bedrot.lake.extract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.zone.Zone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples of every dataset, imported without a word of what they are. */
class ImportSamplesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Path SAMPLES =
      Path.of("").toAbsolutePath().getParent().resolve("conf/src/test/resources/samples");

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static Stream<String> datasets() throws IOException {
    try (Stream<Path> found = Files.walk(SAMPLES)) {
      return found
          .filter(p -> p.endsWith("rows.txt"))
          .map(p -> SAMPLES.relativize(p.getParent()).toString().replace('/', '.'))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void recognisesEveryFileByItsContentAndName(String dataset) throws IOException {
    Path in = copied(dataset);

    int code = run("import", in.toString(), "--account", "main");

    assertThat(out.toString(StandardCharsets.UTF_8) + code).endsWith("0");
    assertThat(
            new TreeSet<>(manifests().stream().map(m -> m.source() + "." + m.dataset()).toList()))
        .containsExactlyElementsOf(
            dataset.equals("tiktok.followers")
                ? List.of(
                    "tiktok.follower_activity",
                    "tiktok.follower_gender",
                    "tiktok.follower_territories",
                    dataset)
                : List.of(dataset));
    assertThat(manifests().stream().mapToInt(m -> m.files().size()).sum())
        .isGreaterThanOrEqualTo(in.toFile().list().length);
  }

  @Test
  void sameNumbersSeenOnTwoDaysAreTwoFilesAndSeenOnOneAreOne() throws IOException {
    Path in = copied("instagram.follower_count");
    Files.copy(
        in.resolve("instagram_follower_count_1793102400.json"),
        in.resolve("instagram_follower_count_again_1793106000.json"));

    assertThat(run("import", in.toString(), "--account", "main")).isZero();

    assertThat(manifests().stream().flatMap(m -> m.files().stream()))
        .extracting(Manifest.ManifestFile::window)
        .containsExactlyInAnyOrder("2026-10-26/2026-10-26", "2026-10-27/2026-10-27");
  }

  @Test
  void aLoginPageSavedByMistakeIsRefused() throws IOException {
    Path page = folder.resolve("distrokid_streams_spotify_1793102400.html");
    Files.writeString(page, "<!DOCTYPE html><html><body><form>Sign in</form></body></html>");

    assertThat(run("import", page.toString(), "--account", "main")).isNotZero();

    assertThat(manifests()).isEmpty();
  }

  private Path copied(String dataset) throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    try (Stream<Path> found = Files.list(SAMPLES.resolve(dataset.replace('.', '/')))) {
      for (Path file : found.filter(p -> !p.endsWith("rows.txt")).toList()) {
        Path target = in.resolve(file.getFileName().toString());
        if (Files.isDirectory(file)) {
          zip(file, target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return in;
  }

  private static void zip(Path entries, Path target) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target));
        Stream<Path> found = Files.list(entries)) {
      for (Path entry : found.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(entry.getFileName().toString()));
        Files.copy(entry, zip);
        zip.closeEntry();
      }
    }
  }

  private Environment environment() {
    return Environment.of(Map.of("LAKE_HOME", folder.resolve("home").toString()));
  }

  private int run(String... arguments) {
    Printer printer = new Printer(stream(), stream(), Terminal.PLAIN);
    return LakeCommandLine.run(
        ExtractCommand.class,
        new CommandContext(printer, environment(), RunContext.start(CLOCK)),
        arguments);
  }

  private PrintStream stream() {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  private List<Manifest> manifests() {
    Lake lake = LakeOpener.open(Map.of(), environment());
    return lake.store(Zone.LANDING).list("").stream()
        .map(object -> object.key())
        .filter(key -> key.endsWith("/manifest.json") && !key.startsWith("label/"))
        .map(key -> LakeJson.read(lake.store(Zone.LANDING).get(key), Manifest.class))
        .toList();
  }
}
