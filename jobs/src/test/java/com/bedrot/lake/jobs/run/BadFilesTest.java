package com.bedrot.lake.jobs.run;

import static com.bedrot.lake.jobs.run.BankDetails.statement;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.run.RunOptions.Until;
import com.bedrot.lake.jobs.run.RunOutcome.Strictness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class BadFilesTest {
  private static final String BANK = "distrokid.bank_details";
  private static final String SOCIAL = "tiktok.overview";
  private static final String INSIGHTS = "metaads.insights";
  private static final LocalDateTime ENTRY = LocalDateTime.parse("2026-04-05T12:00:00");
  private static final String DAYS =
      "\"Date\",\"Video Views\",\"Profile Views\",\"Likes\",\"Comments\",\"Shares\"\n\"April 1\",\"1\",\"1\",\"1\",\"1\",\"1\"\n";

  @TempDir private Path home;
  private LakeFixture fixture;
  private final Map<String, String> expected = new TreeMap<>();

  private void bad(String rule, String dataset, String name, byte[] bytes) {
    String id =
        fixture.land(
            dataset,
            "bad",
            name,
            bytes,
            dataset.equals(INSIGHTS) ? Map.of("currency", "USD") : Map.of());
    expected.put(id, rule);
  }

  private void bad(String rule, String dataset, String name, String text) {
    bad(rule, dataset, name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static byte[] damaged(byte[] bytes, int fromEnd) {
    byte[] copy = bytes.clone();
    copy[copy.length - fromEnd] ^= 0x5a;
    return copy;
  }

  private void landBadStatements() {
    String text = statement().reported("2026-05-15", 3, "0.01").text();
    bad("FILE_EMPTY", BANK, "distrokid_empty.tsv", "");
    bad(
        "FILE_HTML",
        BANK,
        "distrokid_login.tsv",
        "<!DOCTYPE html><html><body>Please sign in</body></html>");
    bad(
        "FILE_MAGIC",
        BANK,
        "distrokid_picture.tsv",
        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    bad(
        "ARCHIVE_TRUNCATED",
        BANK,
        "distrokid_cut.tsv.gz",
        Arrays.copyOf(gzip(text), gzip(text).length - 12));
    bad("ARCHIVE_CRC", BANK, "distrokid_crc.tsv.gz", damaged(gzip(text), 6));
    byte[] trailing = Arrays.copyOf(gzip(text), gzip(text).length + 5);
    trailing[trailing.length - 1] = 'x';
    bad("ARCHIVE_TRAILING", BANK, "distrokid_more.tsv.gz", trailing);
    bad("CSV_QUOTE_OPEN", BANK, "distrokid_quote.tsv", text.replaceFirst("\tSong\t", "\t\"Song\t"));
    bad("CSV_LAST_LINE", BANK, "distrokid_cut.tsv", text.substring(0, text.length() - 30));
    bad(
        "CSV_HEADER_RENAMED",
        BANK,
        "distrokid_renamed.tsv",
        text.replace("Earnings (USD)", "Earnings in Dollars"));
    bad("CSV_HEADER_DUPLICATE", BANK, "distrokid_twice.tsv", text.replace("Song/Album", "ARTIST"));
    bad(
        "CSV_HEADER_MISSING",
        BANK,
        "distrokid_headless.tsv",
        text.substring(text.indexOf('\n') + 1));
    bad("CSV_DELIMITER", BANK, "distrokid_pipes.tsv", text.replace('\t', '|'));
    bad(
        "CSV_COLUMNS",
        BANK,
        "distrokid_wide.tsv",
        text.replaceFirst("\n", "\tx".repeat(2100) + "\n"));
    bad("TEXT_ENCODING", BANK, "distrokid_utf16.tsv", text.getBytes(StandardCharsets.UTF_16LE));
    bad(
        "FILE_ROWS_THRESHOLD",
        BANK,
        "distrokid_rotten.tsv",
        statement().reported("2026-05-15", 3, "0.01").broken(3).text());
    bad(
        "FILE_HASH",
        BANK,
        "distrokid_changed.tsv",
        statement().reported("2026-05-15", 4, "0.01").text());
    bad(
        "FILE_MISSING",
        BANK,
        "distrokid_gone.tsv",
        statement().reported("2026-05-15", 5, "0.01").text());
  }

  private void landBadArchivesAndPages() {
    bad(
        "ARCHIVE_NO_MEMBER",
        SOCIAL,
        "Overview_2026-04-01_1775300001_a.zip",
        MadeZip.of("Other.csv", DAYS, ENTRY));
    bad(
        "ARCHIVE_ENTRY",
        SOCIAL,
        "Overview_2026-04-01_1775300002_a.zip",
        MadeZip.of("../Overview.csv", DAYS, ENTRY));
    bad(
        "ARCHIVE_BOMB",
        SOCIAL,
        "Overview_2026-04-01_1775300003_a.zip",
        MadeZip.of(
            "Overview.csv", DAYS + "\"April 2\",\"" + "0".repeat(9_000_000) + "\"\n", ENTRY));
    byte[] inner = MadeZip.of("Overview.csv", DAYS, ENTRY);
    bad(
        "ARCHIVE_NESTED",
        SOCIAL,
        "Overview_2026-04-01_1775300004_a.zip",
        MadeZip.of("Overview.csv", new String(inner, StandardCharsets.ISO_8859_1), ENTRY));
    bad(
        "ARCHIVE_TRUNCATED",
        SOCIAL,
        "Overview_2026-04-01_1775300005_a.zip",
        Arrays.copyOf(inner, inner.length - 30));
    bad("JSON_SYNTAX", INSIGHTS, "insights_1.json", "[{\"campaign_id\":\"1\"");
    bad("JSON_SHAPE", INSIGHTS, "insights_2.json", "\"nothing\"");
    bad(
        "JSON_ERROR_BODY",
        INSIGHTS,
        "insights_3.json",
        "{\"error\":{\"message\":\"Invalid OAuth access token\",\"code\":190}}");
    bad(
        "FILE_HTML",
        INSIGHTS,
        "insights_4.json",
        "<html><head><title>Log in</title></head></html>");
  }

  private void landGoodMonths() {
    YearMonth first = YearMonth.of(2020, 1);
    for (int i = 0; i < 100; i++) {
      String day = first.plusMonths(i / 2) + "-15";
      fixture.landText(
          BANK,
          i % 2 == 0 ? "even" : "odd",
          "distrokid_good_" + i + ".tsv",
          statement().reported(day, 1 + i % 2, "0.01").text());
    }
  }

  /** Whatever changed a file after its manifest was written. */
  private void damageLanding() throws IOException {
    for (Map.Entry<String, String> file : expected.entrySet()) {
      if (file.getValue().equals("FILE_HASH") || file.getValue().equals("FILE_MISSING")) {
        try (var drops = fixture.lake().ops().inbox().stream()) {
          String drop =
              drops
                  .filter(d -> d.fileIds().contains(file.getKey()))
                  .findFirst()
                  .orElseThrow()
                  .drop();
          String name =
              file.getValue().equals("FILE_HASH") ? "distrokid_changed.tsv" : "distrokid_gone.tsv";
          Path path = fixture.lake().store(Zone.LANDING).localPath(drop + name).orElseThrow();
          if (file.getValue().equals("FILE_MISSING")) {
            Files.delete(path);
          } else {
            path.toFile().setWritable(true);
            Files.writeString(path, Files.readString(path).replace("0.01", "9.01"));
          }
        }
      }
    }
  }

  @Test
  void aHundredGoodFilesLandWhateverLiesAmongThem(SparkSession spark) throws IOException {
    fixture = new LakeFixture(home);
    landBadStatements();
    landGoodMonths();
    landBadArchivesAndPages();
    String headerOnly = fixture.landText(BANK, "headers", "distrokid_none.tsv", statement().text());
    Instant landed = fixture.context().now();
    fixture.at(landed.plus(Duration.ofDays(3)));
    bad(
        "FILE_FUTURE",
        BANK,
        "distrokid_early.tsv",
        statement().reported("2026-05-15", 6, "0.01").text());
    fixture.at(landed.plus(Duration.ofHours(2)));
    damageLanding();

    RunOutcome outcome = fixture.run(Until.STAGING);

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.outcome()).isEqualTo("partial");
    assertThat(outcome.exitCode(Strictness.LENIENT)).isEqualTo(ExitCode.OK);
    assertThat(outcome.exitCode(Strictness.STRICT)).isEqualTo(ExitCode.SOME_FAILED);
    Map<String, String> found = new TreeMap<>();
    Map<String, String> wanted = new TreeMap<>();
    expected.forEach(
        (id, rule) -> {
          LedgerEntry entry = fixture.lake().ops().ledger().find(id).orElseThrow();
          wanted.put(entry.fileName(), FileState.QUARANTINED + " " + rule);
          found.put(
              entry.fileName(),
              entry.state()
                  + " "
                  + String.join(
                      " ", entry.broken().stream().map(BrokenRule::rule).distinct().toList()));
        });
    assertThat(found).isEqualTo(wanted);
    assertThat(fixture.state(headerOnly)).isEqualTo(FileState.ACCEPTED);
    assertThat(fixture.lake().ops().ledger().find(headerOnly).orElseThrow().shape().flags())
        .contains("FILE_HEADER_ONLY");
    assertThat(fixture.lake().ops().ledger().entries())
        .filteredOn(e -> e.fileName().startsWith("distrokid_good_"))
        .hasSize(100)
        .allMatch(e -> e.state() == FileState.ACCEPTED);
    assertThat(fixture.staged(spark, BANK).count()).isEqualTo(150);
  }
}
