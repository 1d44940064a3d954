package com.bedrot.lake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.run.RunOptions.Until;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The samples of every dataset, walked to staging in one run by their contracts alone. A folder
 * {@code samples/SOURCE/DATASET} holds files, archives as folders that end in {@code .zip}, and
 * {@code rows.txt}: column names, then the values of every row.
 */
@ExtendWith(SparkTest.class)
class SourceSamplesTest {
  private static final Path SAMPLES =
      Path.of("").toAbsolutePath().getParent().resolve("conf/src/test/resources/samples");
  private static final Map<String, String> ATTRIBUTES =
      Map.of("handle", "zone.a0", "currency", "USD");
  private static final Map<String, String> ARTIST = Map.of("handle", "4kAbCdEfGhIjKlMnOpQrSt");

  @TempDir private static Path folder;
  private static LakeFixture fixture;
  private static RunOutcome outcome;

  @BeforeAll
  static void walk() throws IOException {
    fixture = new LakeFixture(folder.resolve("home"));
    for (String dataset : datasets().toList()) {
      for (Path file : files(dataset)) {
        fixture.land(
            dataset,
            "main",
            file.getFileName().toString(),
            bytes(file),
            dataset.startsWith("spotifyartists.") ? ARTIST : ATTRIBUTES);
      }
    }
    outcome = fixture.run(Until.STAGING);
  }

  /** Every dataset with samples, {@code source.name}. */
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

  private static Path folder(String dataset) {
    return SAMPLES.resolve(dataset.replace('.', '/'));
  }

  private static List<Path> files(String dataset) throws IOException {
    try (Stream<Path> found = Files.list(folder(dataset))) {
      return found.filter(p -> !p.endsWith("rows.txt")).sorted().toList();
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isDirectory(file)) {
      return Files.readAllBytes(file);
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (Stream<Path> found = Files.list(file)) {
      for (Path entry : found.sorted().toList()) {
        entries.put(entry.getFileName().toString(), Files.readAllBytes(entry));
      }
    }
    return MadeZip.of(entries, java.time.LocalDateTime.parse("2026-10-31T08:00:00"));
  }

  @Test
  void everyFileIsAcceptedOrReplacedByANewerOne() {
    assertThat(outcome.failures()).isEmpty();
    assertThat(fixture.lake().ops().ledger().entries())
        .extracting(LedgerEntry::fileName, LedgerEntry::broken)
        .allSatisfy(e -> assertThat(e.toList().get(1)).asList().isEmpty());
    assertThat(fixture.lake().ops().ledger().entries())
        .extracting(LedgerEntry::state)
        .containsOnly(FileState.ACCEPTED, FileState.SUPERSEDED);
  }

  @Test
  void everyDatasetOfTheContractsHasSamples() throws IOException {
    List<String> sampled = datasets().toList();
    assertThat(
            fixture
                .lake()
                .contracts()
                .datasets()
                .filter(d -> !List.of("label", "metaads").contains(d.source()))
                .map(d -> d.key())
                .filter(key -> !List.of("distrokid.bank_details", "tiktok.overview").contains(key)))
        .containsExactlyInAnyOrderElementsOf(sampled);
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void theContractAloneCarriesADatasetToTypedRows(String dataset, SparkSession spark)
      throws IOException {
    List<String> expected = Files.readAllLines(folder(dataset).resolve("rows.txt"));
    String[] columns = expected.get(0).split(", ");

    assertThat(values(fixture.staged(spark, dataset), columns))
        .containsExactlyInAnyOrderElementsOf(expected.subList(1, expected.size()));
  }

  private static List<String> values(Dataset<Row> rows, String... columns) {
    List<String> values = new ArrayList<>();
    for (Row row : rows.select(columns[0], tail(columns)).collectAsList()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        fields.add(text(row.get(i)));
      }
      values.add(String.join(" ", fields));
    }
    return values;
  }

  private static String[] tail(String... columns) {
    return java.util.Arrays.copyOfRange(columns, 1, columns.length);
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return value instanceof java.sql.Timestamp time
        ? time.toInstant().toString()
        : String.valueOf(value);
  }
}
